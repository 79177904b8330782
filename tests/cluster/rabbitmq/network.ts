import assert from "node:assert/strict";
import type { Namespace } from "../support/kubectl";
import type { Secret } from "../support/objects";
import { create, release, reserve } from "../support/namespaces";
import { Probe } from "../support/probe";
import { adminSecret } from "./broker";
import type { Fixture } from "./fixture";

const ports = { amqps: 5671, management: 15671, prometheus: 15691, distribution: 25672, epmd: 4369 };
/** Where the broker would listen without TLS. */
const plain = { amqp: 5672, management: 15672, prometheus: 15692 };
const all = [...Object.values(ports), ...Object.values(plain)];

/** The authorities that a connection Secret names, in a Secret for pods elsewhere. */
async function authorities(namespace: Namespace, name: string): Promise<string> {
  const { data } = await namespace.get<Secret>("secret", name);
  const metadata = { name: "authorities" };
  return JSON.stringify({ apiVersion: "v1", kind: "Secret", metadata, data: { "ca.crt": data?.["ca.crt"] } });
}

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
    await fixture.monitoring.apply(await authorities(fixture.namespace, secret));
    [producer, stranger, outsider, scraper] = await Promise.all([
      Probe.start(fixture.namespace, "probe-producer", { role: "producer" }, secret),
      Probe.start(fixture.namespace, "probe-stranger", {}),
      Probe.start(elsewhere, "probe-outsider", { role: "producer" }),
      Probe.start(fixture.monitoring, "probe-scraper", {}, "authorities"),
    ]);
  });
  after(() => release(elsewhere));

  it("lets a pod with role=producer reach AMQP over TLS and nothing else", () => opens(producer, [ports.amqps]));

  it("lets a pod without a role reach no port", () => opens(stranger, []));

  it("lets a pod with role=producer of another namespace reach no port", () => opens(outsider, []));

  it("lets the monitoring namespace reach the metrics and nothing else", () => opens(scraper, [ports.prometheus]));

  it("tells the metrics of each node on port 15691, by the node's own name", async () => {
    for (const [i, host] of fixture.broker.hosts.entries()) {
      const url = `https://${host}:${ports.prometheus}/metrics`;
      const identity = new RegExp(`rabbitmq_identity_info{.*rabbit@${fixture.broker.podNames[i] ?? ""}\\.`);
      assert.match(await scraper.exec(["curl", "-sSf", "--cacert", "/binding/ca.crt", url]), identity);
    }
  });

  it("has a connection Secret whose URI is all that a client needs", async () => {
    const answer = await producer.exec(["python3", "/scripts/roundtrip.py", "roundtrip", "declare"]);
    assert.equal(answer.trim(), "round trip");
  });
}
