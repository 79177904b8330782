import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkKey } from "../../components/kafka/keys";
import { podTemplate } from "../../components/kafka/pod";
import { kafkaSettings } from "../../components/kafka/schema";
import { keepKeystore, zookeeperProperties } from "../../components/kafka/zookeeper";
import { onZooKeeper, roleContext } from "./support";

const login = { ...onZooKeeper, zookeeperTls: { secretName: "zookeeper-client-kafka" } };
const parse = (settings: object) => kafkaSettings.parse(settings);

describe("Kafka's login to ZooKeeper", () => {
  it("is by certificate, and what brokers write there is theirs", () => {
    const properties = zookeeperProperties(parse(login));
    for (const [key, value] of Object.entries(properties))
      assert.equal(checkKey("3.9", "broker", key, value), undefined, key);
    assert.equal(properties["zookeeper.ssl.client.enable"], "true");
    assert.equal(properties["zookeeper.clientCnxnSocket"], "org.apache.zookeeper.ClientCnxnSocketNetty");
    assert.equal(properties["zookeeper.set.acl"], "true");
  });

  it("is none where none is named", () => {
    assert.deepEqual(zookeeperProperties(parse(onZooKeeper)), { "zookeeper.connect": onZooKeeper.zookeeperConnect });
    assert.deepEqual(keepKeystore(parse(onZooKeeper)), []);
    assert.doesNotMatch(JSON.stringify(podTemplate(roleContext(onZooKeeper))), /kafka-zookeeper/);
  });

  it("has its Secret in the brokers' pods as files, for their group alone", () => {
    const { spec } = podTemplate(roleContext(login)) as Record<string, any>;
    assert.deepEqual(
      spec["volumes"].find(({ name }: { name: string }) => name === "zookeeper"),
      { name: "zookeeper", secret: { secretName: "zookeeper-client-kafka", defaultMode: 0o440 } },
    );
    assert.ok(
      spec["containers"][0].volumeMounts.some(
        ({ mountPath }: { mountPath: string }) => mountPath === "/etc/kafka-zookeeper",
      ),
    );
  });

  it("has key and certificate in one file for the broker alone, and anew when they change", () => {
    const root = mkdtempSync(join(tmpdir(), "login-"));
    try {
      for (const directory of ["etc/kafka-zookeeper", "tmp"]) mkdirSync(join(root, directory), { recursive: true });
      const write = (file: string, text: string) => writeFileSync(join(root, "etc/kafka-zookeeper", file), text);
      const lines = keepKeystore(parse(login)).filter((line) => !line.startsWith("while "));
      const script = lines.join("\n").replace(/ \/(etc|tmp)\//g, ` ${root}/$1/`);
      const run = (): void => assert.equal(spawnSync("bash", ["-euc", script]).status, 0);
      const store = join(root, "tmp/zookeeper.pem");
      write("tls.key", "key\n");
      write("tls.crt", "certificate\n");
      run();
      assert.equal(readFileSync(store, "utf8"), "key\ncertificate\n");
      assert.equal(statSync(store).mode & 0o777, 0o600);
      const before = statSync(store).ino;
      run();
      assert.equal(statSync(store).ino, before);
      write("tls.crt", "another\n");
      run();
      assert.equal(readFileSync(store, "utf8"), "key\nanother\n");
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});
