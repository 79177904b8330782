import assert from "node:assert/strict";
import { runtime } from "@pulumi/pulumi";
import { resourceSignature, secretSignature, signatureKey, unknownValue } from "../../plan/properties";
import { forPolicies, forReading, forYaml, redacted, unknown } from "../../plan/values";

const secret = (value: unknown): object => ({ [signatureKey]: secretSignature, value });
const reference = (fields: object): object => ({ [signatureKey]: resourceSignature, ...fields });

/** The value without secrets, and the placeholders that were put in. */
function redact(value: unknown, preview: unknown): { value: unknown; found: string[] } {
  const found: string[] = [];
  return { value: forYaml(value, preview, { secrets: false, found: (what) => found.push(what) }), found };
}

describe("values in wire form", () => {
  it("are marked as the SDK marks them", () => {
    assert.equal(signatureKey, runtime.specialSigKey);
    assert.equal(secretSignature, runtime.specialSecretSig);
    assert.equal(unknownValue, runtime.unknownValue);
  });

  it("show no value under a secret, only its keys", () => {
    const value = { data: secret({ user: "u", keys: ["k"] }), type: "Opaque" };
    assert.deepEqual(redact(value, value).value, { data: { user: redacted, keys: [redacted] }, type: "Opaque" });
  });

  it("show no value that a first preview does not know, marked as a secret or not", () => {
    const value = { hash: "made of a password", size: 3 };
    assert.deepEqual(redact(value, { hash: unknownValue, size: 3 }), {
      value: { hash: redacted, size: 3 },
      found: [redacted],
    });
  });

  it("show no value below one that a first preview does not know", () => {
    assert.deepEqual(redact({ data: { a: "x" } }, { data: unknownValue }).value, { data: { a: redacted } });
  });

  it("tell a value that only a deployment can know from a secret", () => {
    assert.deepEqual(redact({ id: unknownValue }, { id: unknownValue }), { value: { id: unknown }, found: [unknown] });
  });

  it("are complete where secrets may be shown", () => {
    const value = { data: secret({ user: "u" }), hash: "h" };
    const shown = forYaml(value, { data: unknownValue, hash: unknownValue }, { secrets: true, found: assert.fail });
    assert.deepEqual(shown, { data: { user: "u" }, hash: "h" });
  });

  it("unwrap a secret in a secret", () => {
    assert.deepEqual(forYaml(secret({ a: secret("x") }), {}, { secrets: true, found: assert.fail }), { a: "x" });
  });

  it("reach policies with secrets marked, and resources as ids or URNs", () => {
    const value = {
      of: reference({ urn: "urn:a", id: "" }),
      component: reference({ urn: "urn:b" }),
      password: secret("p"),
    };
    assert.deepEqual(forPolicies(value), { of: unknownValue, component: "urn:b", password: secret("p") });
  });

  it("reach policies as they are when there is nothing to replace", () => {
    const value = { list: [{ a: 1 }], text: "x" };
    assert.equal(forPolicies(value), value);
  });

  it("hide secrets from readers of the JSON", () => {
    assert.deepEqual(forReading({ summary: "s", token: secret("t") }), { summary: "s", token: redacted });
  });
});
