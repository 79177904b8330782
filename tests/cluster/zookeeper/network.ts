import assert from "node:assert/strict";
import { create, release, reserve } from "../support/namespaces";
import { Probe } from "../support/probe";
import type { Fixture } from "./fixture";
import { client } from "./ledger";

const ports = { client: 2281, quorum: 2888, election: 3888, metrics: 7000 };
/** Where it would listen without TLS, and for administrators. */
const closed = [2181, 8080];
const all = [...Object.values(ports), ...closed];

/** Who reaches which port, and what answers there. */
export function networkTests(fixture: Fixture): void {
  const elsewhere = reserve("elsewhere");
  let broker: Probe;
  let admin: Probe;
  let stranger: Probe;
  let outsider: Probe;
  let scraper: Probe;

  /** Of the leader: of all members it is the one that listens for followers. */
  const opens = async (probe: Probe, expected: number[]): Promise<boolean> => {
    const leader = await fixture.members.leader();
    const pods = await fixture.members.pods();
    const host = pods.find(({ metadata }) => metadata.name === leader)?.status.podIP ?? "";
    return probe.awaitOpen(host, all, expected);
  };

  before(async () => {
    await Promise.all([create(elsewhere), create(fixture.monitoring)]);
    [broker, admin, stranger, outsider, scraper] = await Promise.all([
      Probe.start(fixture.namespace, "probe-broker", client),
      Probe.start(fixture.namespace, "probe-admin", { role: "admin" }),
      Probe.start(fixture.namespace, "probe-stranger", { role: "producer" }),
      Probe.start(elsewhere, "probe-outsider", client),
      Probe.start(fixture.monitoring, "probe-scraper", {}),
    ]);
  });
  after(() => release(elsewhere));

  it("lets a pod of Kafka reach the client port, and neither quorum nor election", () => opens(broker, [ports.client]));

  it("lets a pod with role=admin reach the client port and nothing else", () => opens(admin, [ports.client]));

  it("lets a pod that produces reach no port", () => opens(stranger, []));

  it("lets a pod of Kafka in another namespace reach no port", () => opens(outsider, []));

  it("lets the monitoring namespace reach the metrics and nothing else", () => opens(scraper, [ports.metrics]));

  it("tells the metrics of each member on port 7000", async () => {
    for (const pod of await fixture.members.pods()) {
      const url = `http://${pod.status.podIP ?? ""}:${ports.metrics}/metrics`;
      assert.match(await scraper.exec(["curl", "-sf", url]), /^quorum_size 3.0$/m);
    }
  });
}
