import assert from "node:assert/strict";
import { serial } from "../support/handshake";
import { Ledger } from "../support/ledger";
import type { Secret } from "../support/objects";
import { reportPassage, reportVerdict } from "../support/report";
import { waitFor } from "../support/wait";
import { attempt, type Secured } from "./secured";

/** Certificates and passwords are replaced under running clients. */
export function rotationTests(secured: Secured): void {
  let ledger: Ledger;

  const login = async (): Promise<Record<string, string>> => {
    const { data = {} } = await secured.namespace.get<Secret>("secret", "rabbitmq-user-mover");
    const text = (key: string): string => Buffer.from(data[key] ?? "", "base64").toString();
    return { USERNAME: text("username"), PASSWORD: text("password") };
  };

  /** Its volume has the new user's name; it takes that with its next connection. */
  const moved = (pod: string): Promise<boolean> =>
    waitFor(
      `${pod} has the new credential`,
      async () => (await secured.namespace.exec(pod, ["cat", "/binding/username"])) === "mover-b",
      { timeoutMs: 300_000, everyMs: 5000 },
    );

  before(async () => {
    const target = { hosts: secured.broker.hosts, secret: "rabbitmq-user-mover", vhost: "orders" };
    ledger = await Ledger.start(secured.namespace, target);
  });

  it("serves a new certificate without a restart, under a running publisher", async () => {
    const look = (): Promise<string> => serial(secured.namespace, secured.pod, secured.host, 5671);
    const [pod] = await secured.broker.pods();
    const old = await look();
    const passage = await ledger.through(async () => {
      await secured.certify();
      await waitFor("another serial number", async () => (await look()) !== old, { timeoutMs: 300_000, everyMs: 5000 });
    });
    reportPassage(passage);
    assert.equal((await secured.broker.pods())[0]?.metadata.uid, pod?.metadata.uid);
    assert.ok(passage.gap <= 5);
  });

  it("has both passwords while a rotation is under way, and then the new one alone", async () => {
    const client = await secured.client("rotation", "rabbitmq-user-mover");
    const old = await login();
    secured.rotate({ rotation: 2 });
    await secured.redeploy();
    const fresh = await login();
    assert.deepEqual([old["USERNAME"], fresh["USERNAME"]], ["mover-a", "mover-b"]);
    assert.deepEqual([await attempt(client, "open", old), await attempt(client, "open", fresh)], ["ok", "ok"]);
    await Promise.all(["publisher", "consumer"].map(moved));
    secured.rotate({ rotation: 2, retire: 1 });
    const passage = await ledger.through(() => secured.redeploy());
    reportPassage(passage);
    assert.match(await attempt(client, "open", old), /ACCESS_REFUSED - Login was refused/);
    assert.equal(await attempt(client, "open", fresh), "ok");
  });

  it("loses no confirmed message through all of it", async () => {
    const verdict = await ledger.finish();
    reportVerdict(verdict);
    assert.deepEqual([verdict.lost, verdict.phantoms], [[], []]);
  });

  it("is refused by clients when its certificate has ended", async () => {
    const client = await secured.client("ended", "rabbitmq-user-mover");
    await secured.certify(-1);
    await waitFor(
      "clients see the end of the certificate",
      async () => (await attempt(client, "open")).includes("certificate has expired"),
      { timeoutMs: 300_000, everyMs: 5000 },
    );
    await secured.certify();
  });
}
