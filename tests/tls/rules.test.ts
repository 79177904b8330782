import assert from "node:assert/strict";
import type { z } from "zod";
import { tlsRules } from "../../components/tls/rules";
import { tls } from "../../components/tls/schema";
import type { TlsSettings } from "../../components/tls/settings";

type Flat<T> = { [K in keyof T]: T[K] };
type Same<A, B> = (<T>() => T extends Flat<A> ? 1 : 2) extends <T>() => T extends Flat<B> ? 1 : 2 ? true : false;

const paths = (value: object): string[] => tlsRules(tls.parse(value)).map(({ path }) => path.join("."));

describe("TLS settings", () => {
  it("have an interface and a schema of the same shape", () => {
    const inStep: Same<TlsSettings, NonNullable<z.input<typeof tls>>> = true;
    assert.ok(inStep);
  });

  it("are right when nothing is said", () => assert.deepEqual(paths({}), []));

  it("have one source of certificates", () => {
    assert.deepEqual(paths({ secretName: "own", generated: {} }), ["tls.generated"]);
    assert.deepEqual(paths({ secretName: "own", certManager: { issuerRef: { name: "ca" } } }), ["tls.certManager"]);
  });

  it("take the authority's certificate only where it is not generated", () => {
    const caCertificate = "-----BEGIN CERTIFICATE-----";
    assert.deepEqual(paths({ caCertificate }), ["tls.caCertificate"]);
    assert.deepEqual(paths({ caCertificate, secretName: "own" }), []);
  });

  it("renew before the end", () => {
    assert.deepEqual(paths({ generated: { validityHours: 100, earlyRenewalHours: 100 } }), [
      "tls.generated.earlyRenewalHours",
    ]);
    const issuerRef = { name: "ca" };
    assert.deepEqual(paths({ certManager: { issuerRef, durationHours: 24, renewBeforeHours: 24 } }), [
      "tls.certManager.renewBeforeHours",
    ]);
  });

  it("have an authority that outlives what it signs", () => {
    assert.deepEqual(paths({ generated: { validityHours: 9000, authorityValidityHours: 9000 } }), [
      "tls.generated.validityHours",
    ]);
  });

  it("name each authority once", () => {
    assert.deepEqual(paths({ generated: { authorities: [1, 2, 1] } }), ["tls.generated.authorities.2"]);
  });
});
