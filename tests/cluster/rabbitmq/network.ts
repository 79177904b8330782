import assert from "node:assert/strict";
import { create, release, reserve } from "../support/namespaces";
import { Probe } from "../support/probe";
import { adminSecret } from "./broker";
import type { Fixture } from "./fixture";

const ports = { amqp: 5672, management: 15672, prometheus: 15692, distribution: 25672, epmd: 4369 };
const all = Object.values(ports);

/** Who reaches which port, and what answers there. */
export function networkTests(fixture: Fixture): void {
  const elsewhere = reserve("elsewhere");
  let producer: Probe;
  let stranger: Probe;
  let outsider: Probe;
  let scraper: Probe;
  let host = "";

  const opens = (probe: Probe, expected: number[]): Promise<boolean> => probe.awaitOpen(host, all, expected);

  before(async () => {
    host = (await fixture.broker.pods())[0]?.status.podIP ?? "";
    await Promise.all([create(elsewhere), create(fixture.monitoring)]);
    const secret = await adminSecret(fixture.namespace);
    [producer, stranger, outsider, scraper] = await Promise.all([
      Probe.start(fixture.namespace, "probe-producer", { role: "producer" }, secret),
      Probe.start(fixture.namespace, "probe-stranger", {}),
      Probe.start(elsewhere, "probe-outsider", { role: "producer" }),
      Probe.start(fixture.monitoring, "probe-scraper", {}),
    ]);
  });
  after(() => release(elsewhere));

  it("lets a pod with role=producer reach AMQP and nothing else", () => opens(producer, [ports.amqp]));

  it("lets a pod without a role reach no port", () => opens(stranger, []));

  it("lets a pod with role=producer of another namespace reach no port", () => opens(outsider, []));

  it("lets the monitoring namespace reach the metrics and nothing else", () => opens(scraper, [ports.prometheus]));

  it("tells the metrics of each node on port 15692", async () => {
    for (const pod of await fixture.broker.pods()) {
      const url = `http://${pod.status.podIP ?? ""}:${ports.prometheus}/metrics`;
      const identity = new RegExp(`rabbitmq_identity_info{.*rabbit@${pod.metadata.name}\\.`);
      assert.match(await scraper.exec(["curl", "-sf", url]), identity);
    }
  });

  it("has a connection Secret whose URI is all that a client needs", async () => {
    const answer = await producer.exec(["python3", "/scripts/roundtrip.py", "roundtrip", "declare"]);
    assert.equal(answer.trim(), "round trip");
  });
}
