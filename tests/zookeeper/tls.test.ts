import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { networkPolicy } from "../../components/zookeeper/access";
import { contextOf } from "../../components/zookeeper/config-map";
import { checkKey } from "../../components/zookeeper/keys";
import { clientService, statefulSet } from "../../components/zookeeper/manifests";
import { zooKeeperSettings } from "../../components/zookeeper/schema";
import { start } from "../../components/zookeeper/scripts";
import { keepStores, tlsKeys } from "../../components/zookeeper/tls";
import { ZooKeeperEnsemble } from "../../components";
import { deploy, valueOf } from "../support/deploy";
import type { Plain } from "../support/plain";

const parse = (settings: object = {}) => zooKeeperSettings.parse(settings);
const context = (settings: object = {}) => contextOf("zookeeper", "messaging", parse(settings));
const open = { tls: { clientAuth: "none", plainClients: true } };
const off = { tls: { enabled: false } };

describe("TLS of ZooKeeper", () => {
  it("has keys that ZooKeeper knows", () => {
    for (const [key, value] of Object.entries(tlsKeys(parse())))
      assert.equal(checkKey("3.9", key, value), undefined, key);
  });

  it("is spoken between members, and not by one that is alone", () => {
    assert.equal(tlsKeys(parse())["sslQuorum"], "true");
    assert.equal("sslQuorum" in tlsKeys(parse({ replicas: 1 })), false);
    assert.deepEqual(tlsKeys(parse(off)), {});
  });

  it("leaves the port without it to the pod itself, unless clients may do without", () => {
    assert.equal(tlsKeys(parse())["clientPortAddress"], "127.0.0.1");
    assert.equal("clientPortAddress" in tlsKeys(parse(open)), false);
    const ports = (settings: object) =>
      (clientService(context(settings)).spec as { ports: { port: number }[] }).ports.map(({ port }) => port);
    assert.deepEqual([ports(open), ports({}), ports(off)], [[2181, 2281], [2281], [2181]]);
    assert.doesNotMatch(JSON.stringify(networkPolicy(context())), /2181/);
  });

  it("is what a member asks the others by when there is no other way", () => {
    const pair = "-cert /run/zookeeper-tls/keystore.pem -key /run/zookeeper-tls/keystore.pem";
    assert.match(start(parse()), /openssl s_client -quiet -connect "\$1:2281" .*-verify_hostname "\$1"/);
    assert.ok(start(parse()).includes(pair));
    assert.doesNotMatch(start(parse(open)), /openssl/);
  });

  it("tells clients the port that there is", async () => {
    const connect = async (settings: object): Promise<string> => {
      let ensemble: ZooKeeperEnsemble | undefined;
      await deploy(() => (ensemble = new ZooKeeperEnsemble("zk", { namespace: "n", replicas: 1, ...settings })));
      return valueOf((ensemble as ZooKeeperEnsemble).connect);
    };
    const host = "zk-0.zk-headless.n.svc.cluster.local";
    assert.deepEqual([await connect(open), await connect({})], [`${host}:2181`, `${host}:2281`]);
  });

  it("keeps the key in memory alone", () => {
    const { volumes } = (statefulSet(context()).spec as Plain)["template"].spec as { volumes: { name: string }[] };
    assert.deepEqual(
      volumes.find(({ name }) => name === "stores"),
      { name: "stores", emptyDir: { medium: "Memory", sizeLimit: "1Mi" } },
    );
  });

  it("makes of the Secret's three files the two that ZooKeeper reads, for itself alone, and anew when they change", () => {
    const root = mkdtempSync(join(tmpdir(), "stores-"));
    try {
      for (const dir of ["run/secrets/tls", "run/zookeeper-tls"]) mkdirSync(join(root, dir), { recursive: true });
      const write = (file: string, text: string) => writeFileSync(join(root, "run/secrets/tls", file), text);
      const script = keepStores(parse())
        .replaceAll("/run/", `${root}/run/`)
        .replace(/^while .*$/m, "");
      const run = (): void => assert.equal(spawnSync("bash", ["-euc", script]).stderr.toString(), "");
      const store = join(root, "run/zookeeper-tls/keystore.pem");
      write("tls.key", "key\n");
      write("tls.crt", "certificate\n");
      write("ca.crt", "authority\n");
      run();
      assert.equal(readFileSync(store, "utf8"), "key\ncertificate\n");
      const trusted = (file: string): string => readFileSync(join(root, "run/zookeeper-tls", file), "utf8");
      assert.deepEqual([trusted("truststore.pem"), trusted("clients.pem")], ["authority\n", "authority\n"]);
      assert.equal(statSync(store).mode & 0o777, 0o600);
      const before = statSync(store).ino;
      run();
      assert.equal(statSync(store).ino, before);
      write("tls.crt", "another\n");
      write("client-ca.crt", "of clients\n");
      run();
      assert.deepEqual([trusted("truststore.pem"), trusted("clients.pem")], ["authority\n", "authority\nof clients\n"]);
      assert.equal(readFileSync(store, "utf8"), "key\nanother\n");
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});
