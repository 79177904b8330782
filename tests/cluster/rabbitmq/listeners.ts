import assert from "node:assert/strict";
import { handshake, type Handshake } from "../support/handshake";
import type { Secured } from "./secured";

const ports = { AMQP: 5671, streams: 5551, management: 15671, metrics: 15691, "the distribution": 25672 };
/** Those that look at a client's certificate. */
const verifying = { AMQP: ports.AMQP, streams: ports.streams, "the distribution": ports["the distribution"] };

/** What each listener says to whom. */
export function listenerTests(secured: Secured): void {
  const files = "/tmp/certificates";
  const say = (attempt: Omit<Handshake, "host">): Promise<string> =>
    handshake(secured.namespace, secured.pod, { host: secured.host, ...attempt });

  before(async () => {
    const { authority, stranger } = secured;
    const pairs = { wrong: await stranger.issue([secured.host]), ended: await authority.issue([secured.host], -1) };
    for (const [name, { certificate, key }] of Object.entries(pairs)) {
      const write = (file: string, text: string): string => `printf '%s' '${text}' > ${files}/${name}/${file}`;
      const script = [`mkdir -p ${files}/${name}`, write("tls.crt", certificate), write("tls.key", key)];
      await secured.namespace.exec(secured.pod, ["sh", "-ec", script.join("\n")]);
    }
    const ca = `printf '%s' '${stranger.certificate}' > ${files}/stranger.crt`;
    await secured.namespace.exec(secured.pod, ["sh", "-ec", ca]);
  });

  for (const [name, port] of Object.entries(ports)) {
    it(`${name}: whoever trusts the authority finds the node's own name`, async () => {
      const said = await say({ port });
      assert.match(said, /^Verification: OK$/m);
      assert.match(said, /^Protocol version: TLSv1.3$/m);
    });

    it(`${name}: is not the node of another name, nor of another authority`, async () => {
      assert.match(await say({ port, name: "another.example" }), /hostname mismatch/);
      assert.match(await say({ port, ca: `${files}/stranger.crt` }), /self-signed certificate in certificate chain/);
    });

    it(`${name}: the broker refuses TLS 1.1`, async () => {
      const options = ["-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"];
      assert.match(await say({ port, options }), /alert protocol version/);
    });
  }

  for (const [name, port] of Object.entries(verifying)) {
    it(`${name}: the broker refuses a client's certificate of another authority`, async () => {
      assert.match(await say({ port, show: `${files}/wrong` }), /alert unknown ca/);
    });

    it(`${name}: the broker refuses a client's certificate that has ended`, async () => {
      assert.match(await say({ port, show: `${files}/ended` }), /alert certificate expired/);
    });
  }

  it("the distribution: the broker refuses who shows no certificate", async () => {
    assert.match(await say({ port: ports["the distribution"] }), /alert certificate required/);
    assert.doesNotMatch(await say({ port: ports["the distribution"], show: "/run/secrets/tls" }), /alert/);
  });
}
