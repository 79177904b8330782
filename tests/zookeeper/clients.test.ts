import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ZooKeeperEnsemble } from "../../components";
import { check, report } from "../../components/parse";
import { configMap, contextOf } from "../../components/zookeeper/config-map";
import { statefulSet } from "../../components/zookeeper/manifests";
import { rules, warnings } from "../../components/zookeeper/rules";
import { zooKeeperSettings } from "../../components/zookeeper/schema";
import { appendSuperUser, clientProperties, tlsKeys } from "../../components/zookeeper/tls";
import { emulateTls } from "../../plan/tls";
import { deploy, only, valueOf, type Registered } from "../support/deploy";
import type { Plain } from "../support/plain";

const parse = (settings: object = {}) => zooKeeperSettings.parse(settings);
const none = { tls: { clientAuth: "none" } };
const refusal = (settings: object): string => {
  const { problems } = check(zooKeeperSettings, settings, rules("zookeeper", "messaging"));
  return problems.length === 0 ? "" : report("ZooKeeperEnsemble", problems);
};

/** An ensemble, and what it registers. */
async function made(settings: object): Promise<{ ensemble: ZooKeeperEnsemble; resources: Registered[] }> {
  const all: ZooKeeperEnsemble[] = [];
  const resources = await deploy(() => all.push(new ZooKeeperEnsemble("zk", { namespace: "n", ...settings })));
  return { ensemble: all[0] as ZooKeeperEnsemble, resources };
}

const annotationsOf = (resources: Registered[]): unknown =>
  only(resources, "kubernetes:apps/v1:StatefulSet").inputs["spec"].template.metadata.annotations[
    "messaging/authorities"
  ];

describe("clients of ZooKeeper", () => {
  it("have to show a certificate, by whatever port they come", () => {
    const keys = tlsKeys(parse());
    assert.equal(keys["ssl.clientAuth"], "need");
    assert.equal(keys["authProvider.x509"], "org.apache.zookeeper.server.auth.X509AuthenticationProvider");
    assert.deepEqual([keys["enforce.auth.enabled"], keys["enforce.auth.schemes"]], ["true", "x509"]);
  });

  it("may do without only where the settings say so, with a warning", () => {
    const keys = tlsKeys(parse(none));
    assert.equal(keys["ssl.clientAuth"], "none");
    assert.ok(!Object.keys(keys).some((key) => /^(enforce|authProvider)/.test(key)));
    assert.deepEqual(warnings(parse(none)), [
      "tls.clientAuth is none: whoever reaches the client port may do everything",
    ]);
  });

  it("each have a Secret with a certificate of their name, for clients alone", async () => {
    const { ensemble, resources } = await made({ tls: { clients: ["kafka", "drill"] } });
    const secrets = { kafka: "zk-client-kafka", drill: "zk-client-drill" };
    assert.deepEqual(await valueOf(ensemble.clientSecretNames), secrets);
    for (const [client, secret] of Object.entries(secrets)) {
      const request = only(resources, "tls:index/certRequest:CertRequest", secret).inputs;
      assert.deepEqual([request["subject"], request["dnsNames"]], [{ commonName: client }, undefined]);
      const { inputs } = only(resources, "tls:index/locallySignedCert:LocallySignedCert", secret);
      assert.deepEqual(inputs["allowedUses"], ["digital_signature", "client_auth"]);
      assert.deepEqual(only(resources, "kubernetes:core/v1:Secret", secret).inputs["stringData"], {
        "tls.key": `PKCS #8 of ${secret}-key`,
        "tls.crt": `certificate of ${secret}`,
        "ca.crt": "certificate of zk-ca-1",
      });
      assert.equal(inputs["caCertPem"], "certificate of zk-clients-ca-1");
    }
    const members = only(resources, "kubernetes:core/v1:Secret", "zk-tls").inputs["stringData"];
    assert.deepEqual(
      [members["ca.crt"], members["client-ca.crt"]],
      ["certificate of zk-ca-1", "certificate of zk-clients-ca-1"],
    );
  });

  it("are trusted as clients and not as members", () => {
    const keys = tlsKeys(parse());
    assert.equal(keys["ssl.trustStore.location"], "/run/zookeeper-tls/clients.pem");
    assert.equal(keys["ssl.quorum.trustStore.location"], "/run/zookeeper-tls/truststore.pem");
  });

  it("have it from cert-manager where that has the members'", async () => {
    const { resources } = await made({ tls: { certManager: { issuerRef: { name: "ca" } } } });
    const { spec } = only(resources, "kubernetes:cert-manager.io/v1:Certificate", "zk-client-kafka").inputs;
    assert.deepEqual([spec["commonName"], spec["secretName"]], ["kafka", "zk-client-kafka"]);
    assert.deepEqual([spec["usages"], spec["dnsNames"]], [["digital signature", "client auth"], undefined]);
  });

  it("get none where it is somebody else's to make, or nobody asks for it", async () => {
    for (const tls of [{ secretName: "own" }, { clientAuth: "none" }, { enabled: false }]) {
      const { ensemble, resources } = await made({ tls });
      assert.deepEqual(await valueOf(ensemble.clientSecretNames), {});
      assert.ok(!resources.some(({ name }) => name.includes("client")));
    }
  });

  it("of another authority are known once the members have started again, which they do for it and for nothing else", async () => {
    const of = async (tls: object) => annotationsOf((await made({ tls })).resources);
    const before = await of({});
    assert.match(String(before), /^[0-9a-f]{10}$/);
    assert.notEqual(await of({ generated: { authorities: [1, 2] } }), before);
    assert.notEqual(await of({ clients: [] }), before);
    assert.equal(await of({ clients: ["another"] }), before);
    assert.equal(await of({ clientAuth: "none" }), undefined);
  });

  it("are none of the members, nor each other", () => {
    assert.match(
      refusal({ tls: { clients: ["zookeeper"] } }),
      /tls\.clients\.?\[0\]: "zookeeper"\n {4}allowed: .* the ensemble itself/,
    );
    assert.match(
      refusal({ tls: { clients: ["a", "a"] } }),
      /tls\.clients\.?\[1\]: "a"\n {4}allowed: .* another client/,
    );
    assert.equal(refusal({ tls: { clients: [] } }), "");
  });

  it("without TLS have no certificate to show", () => {
    assert.match(
      refusal({ tls: { plainClients: true } }),
      /tls\.plainClients: true\n.*\n {4}remedy: .*clientAuth: none/,
    );
    assert.equal(refusal({ tls: { plainClients: true, clientAuth: "none" } }), "");
  });

  it("are asked for what config does not say", () => {
    for (const key of [
      "ssl.clientAuth",
      "authProvider.x509",
      "X509AuthenticationProvider.superUser",
      "enforce.auth.enabled",
    ]) {
      assert.match(refusal({ config: { [key]: "none" } }), /nothing: it is set by tls.clientAuth/, key);
    }
    assert.equal(refusal({ ...none, config: { "enforce.auth.enabled": "false" } }), "");
  });

  it("in a member's own pod have a file to come by as the member", () => {
    const { data } = configMap(contextOf("zookeeper", "messaging", parse())) as { data: Record<string, string> };
    const file = data["client.properties"] ?? "";
    assert.match(file, /^zookeeper\.client\.secure=true$/m);
    assert.match(file, /^zookeeper\.ssl\.keyStore\.location=\/run\/zookeeper-tls\/keystore\.pem$/m);
    assert.deepEqual(clientProperties(parse({ tls: { enabled: false } })), {});
  });

  it("are the super user by the subject of the members' certificate", async () => {
    const root = mkdtempSync(join(tmpdir(), "subject-"));
    try {
      mkdirSync(join(root, "run/secrets/tls"), { recursive: true });
      writeFileSync(join(root, "run/secrets/tls/tls.crt"), await certificate({ commonName: "a, b" }));
      const file = join(root, "zoo.cfg");
      const script = appendSuperUser(parse(), file).replaceAll("/run/", `${root}/run/`);
      assert.equal(spawnSync("bash", ["-euc", script]).stderr.toString(), "");
      // What Java's Properties reads as CN=a\, b.
      assert.equal(readFileSync(file, "utf8"), "X509AuthenticationProvider.superUser=CN=a\\\\, b\n");
      assert.equal(appendSuperUser(parse(none), file), "");
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  it("leave the prepared file alone that no certificate is asked for", () => {
    const mounts = (settings: object): string[] => {
      const { spec } = statefulSet(contextOf("zookeeper", "messaging", parse(settings))) as Plain;
      const [prepare] = spec["template"].spec.initContainers as { volumeMounts: { name: string }[] }[];
      return (prepare?.volumeMounts ?? []).map(({ name }) => name);
    };
    assert.ok(mounts({}).includes("tls"));
    assert.ok(!mounts(none).includes("tls"));
  });
});

async function certificate(subject: object): Promise<string> {
  const key = await emulateTls("tls:index/x:PrivateKey", { algorithm: "ECDSA", ecdsaCurve: "P256" });
  const made = await emulateTls("tls:index/x:SelfSignedCert", {
    privateKeyPem: key.outputs["privateKeyPem"],
    subject,
    validityPeriodHours: 1,
    allowedUses: [],
  });
  return String(made.outputs["certPem"]);
}
