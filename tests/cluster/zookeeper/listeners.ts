import assert from "node:assert/strict";
import { handshakes, type Handshake } from "../support/handshake";
import { pairFiles, plant } from "../support/plant";
import type { Secured } from "./secured";

const ports = { clients: 2281, quorum: 2888, election: 3888 };
type Listener = keyof typeof ports;

const files = "/tmp/certificates";
const leaves = { staySeconds: 0 };
const waits = { staySeconds: 30 };

/** What is tried at each listener. */
const attempts = {
  right: leaves,
  otherName: { ...leaves, name: "another.example" },
  otherAuthority: { ...leaves, ca: `${files}/stranger.crt` },
  old: { ...leaves, options: ["-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"] },
  none: waits,
  stranger: { ...waits, show: `${files}/stranger` },
  ended: { ...waits, show: `${files}/ended` },
} satisfies Record<string, Omit<Handshake, "host" | "port">>;

type Said = Partial<Record<keyof typeof attempts | "client", string>>;

/** Who is let in by which listener. */
export function listenerTests(secured: Secured): void {
  const said = new Map<Listener, Said>();
  const of = (listener: Listener, what: keyof Said): string => said.get(listener)?.[what] ?? "";

  before(async () => {
    // Of all members the leader alone listens for followers.
    const { namespace, ensemble } = secured;
    const leader = await ensemble.leader();
    await plant(namespace, leader, await certificates(secured));
    const host = ensemble.hosts.find((name) => name.startsWith(`${leader}.`)) ?? "";
    const all = (Object.keys(ports) as Listener[]).flatMap((listener) =>
      Object.entries({
        ...attempts,
        ...(listener !== "clients" && { client: { ...waits, show: `${files}/client` } }),
      }).map(([what, attempt]) => ({
        listener,
        what,
        attempt: { host, to: "127.0.0.1", port: ports[listener], ...attempt },
      })),
    );
    const answers = await handshakes(
      namespace,
      leader,
      all.map(({ attempt }) => attempt),
    );
    all.forEach(({ listener, what }, i) => said.set(listener, { ...said.get(listener), [what]: answers[i] }));
  });

  for (const listener of Object.keys(ports) as Listener[]) {
    it(`${listener}: whoever trusts the authority finds the member's own name`, () => {
      assert.match(of(listener, "right"), /^Verification: OK\nVerified peername: \S+$/m);
    });

    it(`${listener}: is not the member of another name, nor of another authority`, () => {
      assert.match(of(listener, "otherName"), /hostname mismatch/);
      assert.match(of(listener, "otherAuthority"), /unable to get local issuer certificate/);
    });

    it(`${listener}: the member refuses TLS 1.1`, () => {
      assert.match(of(listener, "old"), /alert protocol version/);
    });

    it(`${listener}: the member refuses who shows no certificate`, () => {
      assert.match(of(listener, "none"), /alert (bad certificate|certificate required)/);
    });

    // Java tells clients no more than this; that one of the authority which has not ended is taken, tests of znodes show.
    it(`${listener}: the member refuses a certificate of another authority, and one that has ended`, () => {
      assert.match(of(listener, "stranger"), /alert certificate unknown/);
      assert.match(of(listener, "ended"), /alert certificate unknown/);
    });
  }

  for (const listener of ["quorum", "election"] as const) {
    it(`${listener}: the member refuses a client's certificate, which is of the clients' authority`, () => {
      assert.match(of(listener, "client"), /alert certificate unknown/);
    });
  }
}

/** Certificates that no member is to take, and an authority that nobody is to trust. */
async function certificates({ authority, clients, stranger, ensemble }: Secured): Promise<Record<string, string>> {
  const pairs = {
    [`${files}/stranger`]: await stranger.issue(["localhost", ...ensemble.hosts]),
    [`${files}/ended`]: await authority.issue(["localhost", ...ensemble.hosts], -1),
    [`${files}/client`]: await clients.issue(["kafka"]),
  };
  return { ...pairFiles(pairs), [`${files}/stranger.crt`]: stranger.certificate };
}
