import assert from "node:assert/strict";
import { handshakes, type Handshake } from "../support/handshake";
import { pairFiles, plant } from "../support/plant";
import { outside, type Secured } from "./secured";

const ports = { client: 9092, replication: 9091, controller: 9093, external: 9094, mutual: 9095 };
type Listener = keyof typeof ports;

/** Those that demand a client's certificate. */
const mutual: Listener[] = ["replication", "controller", "mutual"];

const pod = "kafka-0";
const files = "/tmp/certificates";

type Attempt = Omit<Handshake, "host" | "port">;
const leaves = { staySeconds: 0 };
const waits = { staySeconds: 30 };

/** What anybody tries at each listener. */
const anybody = {
  right: leaves,
  otherName: { ...leaves, name: "another.example" },
  otherAuthority: { ...leaves, ca: `${files}/stranger.crt` },
  old: { ...leaves, options: ["-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"] },
} satisfies Record<string, Attempt>;

/** What only some try where a certificate is demanded. */
const clients = {
  none: waits,
  stranger: { ...waits, show: `${files}/stranger` },
  ended: { ...waits, show: `${files}/ended` },
} satisfies Record<string, Attempt>;

type Said = Record<keyof typeof anybody | keyof typeof clients, string>;

/** Who is let in by which listener. */
export function listenerTests(secured: Secured): void {
  const said = new Map<Listener, Partial<Said>>();
  const of = (listener: Listener, what: keyof Said): string => said.get(listener)?.[what] ?? "";

  before(async () => {
    await plant(secured.namespace, pod, await certificates(secured));
    const all = (Object.keys(ports) as Listener[]).flatMap((listener) =>
      Object.entries({ ...anybody, ...(mutual.includes(listener) && clients) }).map(([what, attempt]) => ({
        listener,
        what,
        attempt: { ca: "/etc/kafka-tls/ca.crt", to: "127.0.0.1", ...at(secured, listener), ...attempt },
      })),
    );
    const answers = await handshakes(
      secured.namespace,
      pod,
      all.map(({ attempt }) => attempt),
    );
    all.forEach(({ listener, what }, i) => said.set(listener, { ...said.get(listener), [what]: answers[i] }));
  });

  for (const listener of Object.keys(ports) as Listener[]) {
    it(`${listener} listener: whoever trusts the authority finds the broker's own name`, () => {
      assert.match(of(listener, "right"), /^Verification: OK\nVerified peername: \S+$/m);
    });

    it(`${listener} listener: is not the broker of another name, nor of another authority`, () => {
      assert.match(of(listener, "otherName"), /hostname mismatch/);
      assert.match(of(listener, "otherAuthority"), /unable to get local issuer certificate/);
    });

    it(`${listener} listener: the broker refuses TLS 1.1`, () => {
      assert.match(of(listener, "old"), /alert protocol version/);
    });
  }

  for (const listener of mutual) {
    it(`${listener} listener: the broker refuses who shows no certificate`, () => {
      assert.match(of(listener, "none"), /alert certificate required/);
    });

    // Java tells clients no more than this; that one of the authority which has not ended is taken, tests of rights show.
    it(`${listener} listener: the broker refuses a client's certificate of another authority, and one that has ended`, () => {
      assert.match(of(listener, "stranger"), /alert certificate unknown/);
      assert.match(of(listener, "ended"), /alert certificate unknown/);
    });
  }
}

/** By what name a listener is known. */
function at({ hosts }: Secured, listener: Listener): Pick<Handshake, "host" | "port"> {
  return { host: listener === "external" ? outside(0) : (hosts[0] ?? ""), port: ports[listener] };
}

/** Certificates that no broker is to take, and an authority that nobody is to trust. */
async function certificates({ authority, stranger }: Secured): Promise<Record<string, string>> {
  const pairs = {
    [`${files}/stranger`]: await stranger.issue(["holder"]),
    [`${files}/ended`]: await authority.issue(["holder"], -1),
  };
  return { ...pairFiles(pairs), [`${files}/stranger.crt`]: stranger.certificate };
}
