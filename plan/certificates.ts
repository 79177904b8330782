import "reflect-metadata";
import * as x509 from "@peculiar/x509";
import { createPrivateKey, createPublicKey, webcrypto } from "node:crypto";
import { textOr } from "./properties";

type Inputs = Record<string, unknown>;

const { subtle } = webcrypto;
x509.cryptoProvider.set(webcrypto);

/** Outputs of a certificate, or of the request for one, as the provider of @pulumi/tls makes them. */
export function certificates(kind: string, inputs: Inputs): Promise<Record<string, string>> {
  if (kind === "CertRequest") return request(inputs);
  return kind === "SelfSignedCert" ? selfSigned(inputs) : locallySigned(inputs);
}

async function request(inputs: Inputs): Promise<Record<string, string>> {
  const { algorithm, keys } = await pair(inputs["privateKeyPem"]);
  const names = (inputs["dnsNames"] as string[] | undefined) ?? [];
  const made = await x509.Pkcs10CertificateRequestGenerator.create({
    name: subject(inputs),
    keys,
    signingAlgorithm: algorithm,
    extensions: names.length
      ? [new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: "dns", value })))]
      : [],
  });
  return { certRequestPem: `${made.toString("pem")}\n` };
}

async function selfSigned(inputs: Inputs): Promise<Record<string, string>> {
  const { algorithm, keys } = await pair(inputs["privateKeyPem"]);
  const name = subject(inputs);
  return outputs(
    await x509.X509CertificateGenerator.create({
      subject: name,
      issuer: name,
      publicKey: keys.publicKey,
      signingKey: keys.privateKey,
      signingAlgorithm: algorithm,
      ...validity(inputs),
      extensions: [...(await described(inputs, keys.publicKey))],
    }),
  );
}

async function locallySigned(inputs: Inputs): Promise<Record<string, string>> {
  const { algorithm, keys } = await pair(inputs["caPrivateKeyPem"]);
  const authority = new x509.X509Certificate(String(inputs["caCertPem"]));
  const asked = new x509.Pkcs10CertificateRequest(String(inputs["certRequestPem"]));
  // Of the subject's alternative names.
  const names = asked.getExtension("2.5.29.17");
  return outputs(
    await x509.X509CertificateGenerator.create({
      subject: asked.subject,
      issuer: authority.subject,
      publicKey: asked.publicKey,
      signingKey: keys.privateKey,
      signingAlgorithm: algorithm,
      ...validity(inputs),
      extensions: [
        ...(await described(inputs, asked.publicKey)),
        await x509.AuthorityKeyIdentifierExtension.create(authority.publicKey),
        ...(names ? [names] : []),
      ],
    }),
  );
}

/** Both halves of a PEM key, and how it signs. */
async function pair(pem: unknown) {
  const key = createPrivateKey(String(pem));
  const curve = { prime256v1: "P-256", secp384r1: "P-384", secp521r1: "P-521" }[
    key.asymmetricKeyDetails?.namedCurve ?? ""
  ];
  const name = curve ? "ECDSA" : key.asymmetricKeyType === "rsa" ? "RSASSA-PKCS1-v1_5" : "Ed25519";
  const algorithm = { name, namedCurve: curve ?? "", hash: "SHA-256" };
  const spki = createPublicKey(key).export({ type: "spki", format: "der" });
  const pkcs8 = key.export({ type: "pkcs8", format: "der" });
  const keys: webcrypto.CryptoKeyPair = {
    privateKey: await subtle.importKey("pkcs8", pkcs8, algorithm, true, ["sign"]),
    publicKey: await subtle.importKey("spki", spki, algorithm, true, ["verify"]),
  };
  return { algorithm, keys };
}

function subject(inputs: Inputs): x509.JsonName {
  return [{ CN: [textOr((inputs["subject"] as Inputs | undefined)?.["commonName"], "")] }];
}

function validity(inputs: Inputs): { notBefore: Date; notAfter: Date } {
  const notBefore = new Date();
  return { notBefore, notAfter: new Date(notBefore.getTime() + Number(inputs["validityPeriodHours"]) * 3_600_000) };
}

const keyUsages: Record<string, x509.KeyUsageFlags> = {
  digital_signature: x509.KeyUsageFlags.digitalSignature,
  key_encipherment: x509.KeyUsageFlags.keyEncipherment,
  cert_signing: x509.KeyUsageFlags.keyCertSign,
  crl_signing: x509.KeyUsageFlags.cRLSign,
};
const extendedKeyUsages: Record<string, x509.ExtendedKeyUsage> = {
  server_auth: x509.ExtendedKeyUsage.serverAuth,
  client_auth: x509.ExtendedKeyUsage.clientAuth,
};

async function described(inputs: Inputs, key: webcrypto.CryptoKey | x509.PublicKey): Promise<x509.Extension[]> {
  const uses = (inputs["allowedUses"] as string[] | undefined) ?? [];
  const extended = uses.flatMap((use) => extendedKeyUsages[use] ?? []);
  return [
    new x509.BasicConstraintsExtension(inputs["isCaCertificate"] === true, undefined, true),
    new x509.KeyUsagesExtension(
      uses.reduce((flags, use) => flags | (keyUsages[use] ?? 0), 0),
      true,
    ),
    ...(extended.length ? [new x509.ExtendedKeyUsageExtension(extended)] : []),
    await x509.SubjectKeyIdentifierExtension.create(key),
  ];
}

function outputs(certificate: x509.X509Certificate): Record<string, string> {
  return {
    certPem: `${certificate.toString("pem")}\n`,
    validityStartTime: certificate.notBefore.toISOString(),
    validityEndTime: certificate.notAfter.toISOString(),
  };
}
