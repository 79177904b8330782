import assert from "node:assert/strict";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { placeholderValues, SecretsFile } from "../../plan/secrets-file";
import { isDue } from "../../plan/tls";

const type = (kind: string): string => `tls:index/x:${kind}`;

describe("emulated TLS resources", () => {
  const dir = mkdtempSync(join(tmpdir(), "tls-"));
  const file = join(dir, "secrets.json");
  after(() => rmSync(dir, { recursive: true }));

  /** A chain as a program asks for it, from a secrets file that is read and written anew. */
  async function chain(validityPeriodHours = 24, earlyRenewalHours = 0, algorithm = "ECDSA") {
    const secrets = new SecretsFile(file);
    const make = async (name: string, kind: string, inputs: Record<string, unknown>): Promise<Record<string, any>> =>
      (await secrets.get(`urn:${name}`, type(kind), inputs)).outputs;
    const caKey = await make("ca-key", "PrivateKey", { algorithm, ecdsaCurve: "P256" });
    const ca = await make("ca", "SelfSignedCert", {
      privateKeyPem: caKey["privateKeyPem"],
      subject: { commonName: "the CA" },
      isCaCertificate: true,
      validityPeriodHours: 100,
      allowedUses: ["cert_signing"],
    });
    const key = await make("key", "PrivateKey", { algorithm, ecdsaCurve: "P256" });
    const request = await make("request", "CertRequest", {
      privateKeyPem: key["privateKeyPem"],
      subject: { commonName: "mq" },
      dnsNames: ["mq", "mq-0.mq-headless"],
    });
    const leaf = await make("leaf", "LocallySignedCert", {
      certRequestPem: request["certRequestPem"],
      caPrivateKeyPem: caKey["privateKeyPem"],
      caCertPem: ca["certPem"],
      validityPeriodHours,
      earlyRenewalHours,
      allowedUses: ["digital_signature", "server_auth", "client_auth"],
    });
    secrets.save();
    return { ca: new X509Certificate(ca["certPem"]), key, leaf: new X509Certificate(leaf["certPem"]), outputs: leaf };
  }

  for (const algorithm of ["ECDSA", "RSA"]) {
    it(`make a certificate that its authority has signed, for all its names, with ${algorithm}`, async () => {
      const { ca, key, leaf } = await chain(24, 0, algorithm);
      assert.ok(ca.ca && !leaf.ca);
      assert.ok(ca.verify(ca.publicKey) && leaf.verify(ca.publicKey) && leaf.checkIssued(ca));
      assert.ok(leaf.checkPrivateKey(createPrivateKey(key["privateKeyPemPkcs8"])));
      assert.equal(leaf.checkHost("mq-0.mq-headless"), "mq-0.mq-headless");
      assert.equal(leaf.checkHost("other"), undefined);
      assert.deepEqual(leaf.keyUsage, ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]);
    });
  }

  it("are valid as long as it was asked for", async () => {
    const { leaf } = await chain(24);
    assert.equal(Date.parse(leaf.validTo) - Date.parse(leaf.validFrom), 24 * 3_600_000);
  });

  it("stay what they are from run to run", async () => {
    const { leaf } = await chain();
    const content = readFileSync(file, "utf8");
    assert.equal((await chain()).leaf.raw.toString("hex"), leaf.raw.toString("hex"));
    assert.equal(readFileSync(file, "utf8"), content);
  });

  it("renew a certificate that is about to end, and no key and no authority with it", async () => {
    const old = await chain(24, 24);
    const { ca, key, leaf } = await chain(24, 24);
    assert.notEqual(leaf.serialNumber, old.leaf.serialNumber);
    assert.equal(ca.serialNumber, old.ca.serialNumber);
    assert.equal(key["privateKeyPem"], old.key["privateKeyPem"]);
  });

  it("are due so many hours before the end as early renewal says", () => {
    const end = Date.parse("2030-01-01T00:00:00Z");
    const generated = { id: "-", outputs: { validityEndTime: new Date(end).toISOString() } };
    const due = (hoursBefore: number): boolean =>
      isDue(generated, { earlyRenewalHours: 10 }, end - hoursBefore * 3_600_000);
    assert.deepEqual([due(11), due(10), due(-1)], [false, true, true]);
  });

  it("have placeholders that differ by resource and hold no key", async () => {
    const of = async (urn: string) => (await placeholderValues.get(urn, type("PrivateKey"), {})).outputs;
    assert.deepEqual(await of("urn:a"), {
      privateKeyPem: "privateKeyPem of urn:a",
      privateKeyPemPkcs8: "privateKeyPemPkcs8 of urn:a",
      publicKeyPem: "publicKeyPem of urn:a",
    });
    assert.notDeepEqual(await of("urn:a"), await of("urn:b"));
  });

  it("name the type that they do not know", async () => {
    const message =
      "the plan cannot emulate tls:index/x:Nonsense; it knows PrivateKey, CertRequest, SelfSignedCert, LocallySignedCert";
    await assert.rejects(new SecretsFile(file).get("urn:x", type("Nonsense"), {}), { message });
    assert.throws(() => placeholderValues.get("urn:x", type("Nonsense"), {}), { message });
  });
});
