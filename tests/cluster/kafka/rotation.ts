import assert from "node:assert/strict";
import { serial } from "../support/handshake";
import { Ledger } from "../support/ledger";
import type { Secret } from "../support/objects";
import { Probe } from "../support/probe";
import { reportPassage, reportVerdict } from "../support/report";
import { waitFor } from "../support/wait";
import { attempts, refusedLogin, type Attempt } from "./attempts";
import type { Secured } from "./secured";

const secret = "kafka-user-mover";
const sides = ["publisher", "consumer"];

/** Passwords and certificates are replaced under running clients. */
export function rotationTests(secured: Secured): void {
  const { namespace } = secured;
  let ledger: Ledger;
  let client: Probe;

  const login = async (): Promise<Attempt & { username: string }> => {
    const { data = {} } = await namespace.get<Secret>("secret", secret);
    const text = (key: string): string => Buffer.from(data[key] ?? "", "base64").toString();
    return { what: "login", username: text("username"), password: text("password") };
  };

  /** Both sides of the ledger take up the new credential when kubelet has brought it, which it does at once for a pod that changes. */
  const moved = async (username: string): Promise<void> => {
    await namespace.run(["annotate", "pod", ...sides, `moves-to=${username}`]);
    for (const side of sides) {
      await waitFor(
        `${side} has logged in as ${username}`,
        async () => (await namespace.exec(side, ["cat", "/ledger/user"])) === username,
        { timeoutMs: 300_000, everyMs: 2000 },
      );
    }
  };

  /** A broker may learn of it a moment after the Job that told the controllers. */
  const loggingIn = (all: Attempt[], said: RegExp[]): Promise<boolean> =>
    waitFor("what the brokers say to each login", async () => {
      const answers = await attempts(client, all);
      answers.forEach((answer, i) => assert.match(answer, said[i] ?? /^$/));
      return true;
    });

  before(async () => {
    const env = { HOSTS: secured.hosts.map((host) => `${host}:9092`).join(",") };
    const scripts = { publisher: "kafka_producer", consumer: "kafka_consumer" };
    [ledger, client] = await Promise.all([
      Ledger.run(namespace, { ...scripts, env, secret }),
      Probe.start(namespace, "client-mover", { role: "producer" }, secret),
    ]);
  });

  it("has both passwords while a rotation is under way, and then the new one alone, under a running producer", async () => {
    const old = await login();
    await secured.rotate({ rotation: 2 });
    const fresh = await login();
    assert.deepEqual([old.username, fresh.username], ["mover-a", "mover-b"]);
    await loggingIn([old, fresh], [/^ok$/, /^ok$/]);
    const passage = await ledger.through(async () => {
      await moved(fresh.username);
      await secured.rotate({ rotation: 2, retire: 1 });
    });
    reportPassage(passage);
    await loggingIn([old, fresh], [refusedLogin, /^ok$/]);
  });

  it("serves a new certificate after a roll, under a running producer", async () => {
    const look = (): Promise<string[]> =>
      Promise.all(secured.hosts.map((_, id) => serial(namespace, `kafka-${id}`, "127.0.0.1", 9092)));
    const [old] = await look();
    reportPassage(await ledger.through(() => secured.replaceCertificate()));
    const fresh = await look();
    assert.equal(new Set(fresh).size, 1);
    assert.notEqual(fresh[0], old);
  });

  it("loses no acknowledged record through all of it", async () => {
    const verdict = await ledger.finish();
    reportVerdict(verdict);
    assert.deepEqual([verdict.lost, verdict.phantoms], [[], []]);
  });
}
