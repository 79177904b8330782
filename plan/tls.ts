import { createPublicKey, generateKeyPairSync, randomBytes, type KeyObject } from "node:crypto";
import { textOr } from "./properties";
import type { Generated } from "./random";

type Inputs = Record<string, unknown>;

const validity = ["validityStartTime", "validityEndTime"];

/** Computed outputs of each kind that a program may read. */
const outputs: Record<string, string[]> = {
  PrivateKey: ["privateKeyPem", "privateKeyPemPkcs8", "publicKeyPem"],
  CertRequest: ["certRequestPem"],
  SelfSignedCert: ["certPem", ...validity],
  LocallySignedCert: ["certPem", ...validity],
};

export const isTls = (type: string): boolean => type.startsWith("tls:");

/** Texts in place of keys and certificates, for a run that only looks for what is made of them. */
export function placeholderTls(urn: string, type: string): Generated {
  const names = outputs[kindOf(type)];
  if (!names) throw unknownKind(type);
  return { id: "-", outputs: Object.fromEntries(names.map((name) => [name, `${name} of ${urn}`])) };
}

/** Whether the provider would make a certificate anew with the next update, since it is about to end. */
export function isDue({ outputs }: Generated, inputs: Inputs, now = Date.now()): boolean {
  const end = outputs["validityEndTime"];
  return typeof end === "string" && now >= Date.parse(end) - Number(inputs["earlyRenewalHours"] ?? 0) * 3_600_000;
}

/** Does the work of the provider of @pulumi/tls for one resource of type `tls:index/…:<kind>`. */
export async function emulateTls(type: string, inputs: Inputs): Promise<Generated> {
  const kind = kindOf(type);
  if (!(kind in outputs)) throw unknownKind(type);
  const id = randomBytes(20).toString("hex");
  if (kind === "PrivateKey") return { id, outputs: privateKey(keyOf(inputs)) };
  // Only who makes a certificate loads what it takes.
  const { certificates } = await import("./certificates");
  return { id, outputs: await certificates(kind, inputs) };
}

function privateKey(key: KeyObject): Record<string, string> {
  const pem = (type: "pkcs1" | "sec1" | "pkcs8"): string => key.export({ type, format: "pem" } as never).toString();
  const forms: Record<string, "pkcs1" | "sec1"> = { rsa: "pkcs1", ec: "sec1" };
  return {
    privateKeyPem: pem(forms[key.asymmetricKeyType ?? ""] ?? "pkcs8"),
    privateKeyPemPkcs8: pem("pkcs8"),
    publicKeyPem: createPublicKey(key).export({ type: "spki", format: "pem" }).toString(),
  };
}

/** The provider's own defaults. */
function keyOf({ algorithm, rsaBits, ecdsaCurve }: Inputs): KeyObject {
  if (algorithm === "RSA") return generateKeyPairSync("rsa", { modulusLength: Number(rsaBits ?? 2048) }).privateKey;
  if (algorithm === "ED25519") return generateKeyPairSync("ed25519").privateKey;
  return generateKeyPairSync("ec", { namedCurve: textOr(ecdsaCurve, "P224").replace("P", "P-") }).privateKey;
}

const kindOf = (type: string): string => type.split(":").at(-1) ?? "";

function unknownKind(type: string): Error {
  return new Error(`the plan cannot emulate ${type}; it knows ${Object.keys(outputs).join(", ")}`);
}
