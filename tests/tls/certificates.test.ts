import assert from "node:assert/strict";
import { certificates, type Certificates } from "../../components/tls/certificates";
import { tls, type Tls } from "../../components/tls/schema";
import { deploy, only, valueOf, type Registered } from "../support/deploy";

const owner = { identity: { app: "rabbitmq", instance: "mq", version: "4.3" }, namespace: "messaging" };
const named = { clusterDomain: "cluster.local", services: ["mq"], pods: ["mq-0.mq-headless"] };

const settings = (value: object): Tls => tls.parse(value);

async function made(value: object): Promise<{ resources: Registered[]; certificates: Certificates }> {
  const all: Certificates[] = [];
  const resources = await deploy(() => all.push(certificates(owner, settings(value), named, {})));
  return { resources, certificates: all[0] as Certificates };
}

const certificateType = "kubernetes:cert-manager.io/v1:Certificate";
const leafType = "tls:index/locallySignedCert:LocallySignedCert";

describe("certificates", () => {
  it("are generated when no source is named, into a Secret of type kubernetes.io/tls", async () => {
    const { resources, certificates } = await made({});
    const { inputs } = only(resources, "kubernetes:core/v1:Secret");
    assert.equal(certificates.secretName, "mq-tls");
    assert.equal(inputs["metadata"].name, "mq-tls");
    assert.equal(inputs["type"], "kubernetes.io/tls");
    assert.deepEqual(inputs["stringData"], {
      "tls.key": "PKCS #8 of mq-tls-key",
      "tls.crt": "certificate of mq-tls",
      "ca.crt": "certificate of mq-ca-1",
    });
  });

  it("name each pod and Service by all its names", async () => {
    const { resources } = await made({});
    assert.deepEqual(only(resources, "tls:index/certRequest:CertRequest").inputs["dnsNames"], [
      "mq",
      "mq.messaging",
      "mq.messaging.svc",
      "mq.messaging.svc.cluster.local",
      "mq-0.mq-headless",
      "mq-0.mq-headless.messaging",
      "mq-0.mq-headless.messaging.svc",
      "mq-0.mq-headless.messaging.svc.cluster.local",
      "localhost",
    ]);
  });

  it("are for servers that are each other's clients, and renewed before their end", async () => {
    const { inputs } = only((await made({})).resources, leafType);
    assert.deepEqual(inputs["allowedUses"], ["digital_signature", "server_auth", "client_auth"]);
    assert.ok(inputs["earlyRenewalHours"] > 0 && inputs["earlyRenewalHours"] < inputs["validityPeriodHours"]);
  });

  it("are signed by the first authority, and all authorities are trusted", async () => {
    const { resources, certificates } = await made({ generated: { authorities: [2, 1] } });
    const leaf = only(resources, leafType);
    assert.equal(leaf.inputs["caCertPem"], "certificate of mq-ca-2");
    assert.equal(leaf.inputs["caPrivateKeyPem"], "key of mq-ca-2-key");
    const { inputs } = only(resources, "kubernetes:core/v1:Secret");
    assert.equal(inputs["stringData"]["ca.crt"], "certificate of mq-ca-2certificate of mq-ca-1");
    assert.equal(await valueOf(certificates.ca as never), inputs["stringData"]["ca.crt"]);
  });

  it("keep authority and key when the signing authority stays and another is trusted", async () => {
    const before = (await made({ generated: { authorities: [1] } })).resources;
    const after = (await made({ generated: { authorities: [1, 2] } })).resources;
    const kept = ({ type }: Registered): boolean => type.startsWith("tls:");
    for (const { type, name, inputs } of before.filter(kept)) {
      assert.deepEqual(only(after, type, name).inputs, inputs);
    }
  });

  it("are left to cert-manager, with all names, by an issuer", async () => {
    const { resources, certificates } = await made({
      certManager: { issuerRef: { name: "ca", kind: "ClusterIssuer" } },
    });
    const { spec } = only(resources, certificateType).inputs as Record<string, any>;
    assert.deepEqual(spec.issuerRef, { name: "ca", kind: "ClusterIssuer", group: "cert-manager.io" });
    assert.equal(spec.secretName, certificates.secretName);
    assert.equal(spec.dnsNames.length, 9);
    assert.equal(spec.privateKey.encoding, "PKCS8");
    assert.equal(spec.duration, "2160h");
    assert.equal(resources.length, 1);
  });

  it("of a Secret that is there make nothing", async () => {
    const { resources, certificates } = await made({ secretName: "own", caCertificate: "-----BEGIN CERTIFICATE-----" });
    assert.deepEqual(resources, []);
    assert.deepEqual([certificates.secretName, certificates.ca], ["own", "-----BEGIN CERTIFICATE-----"]);
  });

  it("are none when TLS is off", async () => {
    assert.deepEqual((await made({ enabled: false })).resources, []);
  });
});
