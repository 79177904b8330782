import assert from "node:assert/strict";
import { pairFiles, plant } from "../support/plant";
import { Probe } from "../support/probe";
import { waitFor } from "../support/wait";
import { attempt, attempts, refusedLogin, type Attempt } from "./attempts";
import { clusterAuthorizationFailed, describeQuorum } from "./quorum";
import { job, type Secured } from "./secured";

const topics = ["orders", "incoming", "other"];

/** All that an application might do, with what it may among it. */
const everything = [
  ...["produce", "consume", "describe", "alter", "grow", "grant", "delete"].flatMap((verb) =>
    topics.map((topic) => `${verb} ${topic}`),
  ),
  ...["consumer", "consumer-2", "ledger"].map((group) => `join ${group} incoming`),
  ...["consumer", "ledger"].map((group) => `forget ${group}`),
  ...["orders-1", "payments-1"].map((own) => `transaction ${own} orders`),
  "create mine",
  "rights",
];

/** The same where all of it is to work; nothing needs the topic that is made, of which other brokers learn a moment later. */
const managing = [
  ...["produce other", "consume other", "join any other", "transaction any other"],
  ...["create mine", "describe other", "alter other", "grow other", "grant mine", "rights", "delete mine"],
];

/** What clients do, and not managers. */
const clients = everything.filter((what) => /^(produce|consume|join|transaction) /.test(what));

/** Where certificates are in the clients' pods. */
const holder = "/ledger/holder";
const nobody = "/ledger/nobody";
/** Where one is in a broker's. */
const visitor = "/tmp/holder";

const refusedRight = /(topic|group|cluster|transactional ?id) ?authorization ?failed/i;

/**
 * What of the attempts works; the brokers refuse the rest because it is not among the rights. A connection that broke is neither, and
 * what it was for is tried again.
 */
async function allowed(probe: Probe, all: string[], as: Omit<Attempt, "what"> = {}): Promise<string[]> {
  const said = new Map<string, string>();
  const clear = (answer = "") => answer === "ok" || refusedRight.test(answer);
  const unclear = () => all.filter((what) => !clear(said.get(what)));
  await waitFor("the brokers allow or refuse each attempt", async () => {
    const left = unclear();
    const answers = await attempts(
      probe,
      left.map((what) => ({ what, ...as })),
    );
    left.forEach((what, i) => said.set(what, answers[i] ?? ""));
    assert.deepEqual(
      unclear().map((what) => [what, said.get(what)]),
      [],
    );
    return true;
  });
  return all.filter((what) => said.get(what) === "ok");
}

/** Who is let in, and what each may do. */
export function rightsTests(secured: Secured): void {
  let producer: Probe;
  let consumer: Probe;
  let admin: Probe;
  /** A pod that policies let to the brokers' own listener. */
  let tool: Probe;

  before(async () => {
    const { namespace, authority } = secured;
    const start = (name: string, labels: Record<string, string>, secret: string): Promise<Probe> =>
      Probe.start(namespace, name, labels, secret);
    [producer, consumer, admin, tool] = await Promise.all([
      start("client-producer", { role: "producer" }, "kafka-user-producer"),
      start("client-consumer", { role: "consumer" }, "kafka-user-consumer"),
      start("client-admin", { role: "admin" }, "kafka-connection"),
      start("client-tool", job, "kafka-user-holder"),
    ]);
    const pair = await authority.issue(["holder"]);
    const pairs = pairFiles({ [holder]: pair, [nobody]: await authority.issue(["nobody"]) });
    await Promise.all(["client-producer", "client-tool"].map((pod) => plant(namespace, pod, pairs)));
    await plant(namespace, "kafka-0", pairFiles({ [visitor]: pair }));
  });

  it("lets an application in by its password", async () => {
    assert.equal(await attempt(producer, { what: "login" }), "ok");
  });

  it("refuses a wrong password, and a user that there is not", async () => {
    const said = await attempts(producer, [
      { what: "login", password: "wrong" },
      { what: "login", username: "nobody" },
    ]);
    said.forEach((answer) => assert.match(answer, refusedLogin));
  });

  it("refuses passwords by any other mechanism", async () => {
    const others = ["PLAIN", "SCRAM-SHA-256"].map((mechanism) => ({ what: "login", mechanism }));
    for (const answer of await attempts(producer, others)) {
      assert.match(answer, /Unsupported SASL mechanism: broker's supported mechanisms: SCRAM-SHA-512/);
    }
  });

  it("refuses who has no password", async () => {
    const [host = ""] = secured.hosts;
    const said = await attempt(producer, { what: "login", protocol: "SSL", servers: `${host}:9092` });
    assert.match(said, /Disconnected/);
    const log = await secured.namespace.run(["logs", "kafka-0", "--since=5m"]);
    assert.match(log.stdout, /Unexpected Kafka request of type METADATA during SASL handshake/);
  });

  it("lets an application that produces do what was said and nothing else", async () => {
    assert.deepEqual(await allowed(producer, everything), [
      "produce orders",
      "describe orders",
      "transaction orders-1 orders",
    ]);
  });

  it("lets an application that consumes do what was said and nothing else", async () => {
    assert.deepEqual(await allowed(consumer, everything), [
      "consume incoming",
      "describe incoming",
      "join consumer incoming",
      "join consumer-2 incoming",
    ]);
  });

  it("lets the administrator do all of it", async () => {
    assert.deepEqual(await allowed(admin, managing), managing);
  });

  const shown = (port: number, directory = holder): Omit<Attempt, "what"> => ({
    protocol: "SSL",
    servers: secured.hosts.map((host) => `${host}:${port}`).join(","),
    certificate: directory,
  });

  it("lets the holder of a certificate do what was said and nothing else", async () => {
    assert.deepEqual(await allowed(producer, clients, shown(9095)), ["produce orders"]);
  });

  it("lets the holder of a certificate without a user do nothing", async () => {
    assert.deepEqual(await allowed(producer, clients, shown(9095, nobody)), []);
  });

  it("lets the holder of a certificate do nothing where brokers speak with each other", async () => {
    assert.deepEqual(await allowed(tool, clients, shown(9091)), []);
  });

  it("tells the holder of a certificate nothing where controllers speak with each other", async () => {
    const { namespace } = secured;
    assert.equal(await describeQuorum(namespace, "kafka-0", visitor), clusterAuthorizationFailed);
    assert.equal(await describeQuorum(namespace, "kafka-0", "/etc/kafka-tls"), 0);
  });
}
