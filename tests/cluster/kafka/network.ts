import assert from "node:assert/strict";
import { create, release, reserve } from "../support/namespaces";
import { Probe } from "../support/probe";
import type { Fixture } from "./fixture";

const ports = { client: 9092, replication: 9091, controller: 9093, metrics: 9404 };
const all = Object.values(ports);

/** Who reaches which port, and what answers there. */
export function networkTests(fixture: Fixture): void {
  const elsewhere = reserve("elsewhere");
  let producer: Probe;
  let stranger: Probe;
  let outsider: Probe;
  let scraper: Probe;

  const opens = async (probe: Probe, expected: number[]): Promise<boolean> => {
    const [pod] = await fixture.members.pods();
    return probe.awaitOpen(pod?.status.podIP ?? "", all, expected);
  };

  before(async () => {
    await Promise.all([create(elsewhere), create(fixture.monitoring)]);
    [producer, stranger, outsider, scraper] = await Promise.all([
      Probe.start(fixture.namespace, "probe-producer", { role: "producer" }),
      Probe.start(fixture.namespace, "probe-stranger", { role: "other" }),
      Probe.start(elsewhere, "probe-outsider", { role: "producer" }),
      Probe.start(fixture.monitoring, "probe-scraper", {}),
    ]);
  });
  after(() => release(elsewhere));

  it("lets a pod with role=producer reach the clients' port and nothing else", () => opens(producer, [ports.client]));

  it("lets a pod without a role reach no port", () => opens(stranger, []));

  it("lets a producer in another namespace reach no port", () => opens(outsider, []));

  it("lets the monitoring namespace reach the metrics and nothing else", () => opens(scraper, [ports.metrics]));

  it("lets no client reach a controller", async () => {
    const [controller] = await fixture.controllers.pods();
    await producer.awaitOpen(controller?.status.podIP ?? "", all, []);
  });

  it("tells the metrics of each broker on port 9404", async () => {
    for (const pod of await fixture.members.pods()) {
      const url = `http://${pod.status.podIP ?? ""}:${ports.metrics}/metrics`;
      const said = await scraper.exec(["curl", "-sf", url]);
      assert.match(said, /^kafka_server_replicamanager_underreplicatedpartitions 0\.0$/m);
      assert.match(said, /^kafka_server_brokertopicmetrics_messagesinpersec_total /m);
    }
  });
}
