import assert from "node:assert/strict";
import { deployer } from "../support/deployer";
import type { Namespace } from "../support/kubectl";
import { create, release, reserve } from "../support/namespaces";
import { Stack } from "../support/stack";
import { Brokers } from "./brokers";
import { PerfPod, recordBytes, type Perf } from "./perf";
import { plain, type Plain } from "./plain";
import { article, stock } from "./others";

/** The same for all: three combined nodes with half of their memory as the heap. */
const resources = { requests: { cpu: "200m", memory: "1Gi" }, limits: { cpu: "2", memory: "1Gi" } };
const partitions = 6;
const rounds = 3;
/** Records a second at which latency is measured: few enough for none to wait in the producer. */
const steady = 1000;

/** A topic of a cluster that is measured. */
interface Candidate {
  title: string;
  pod: PerfPod;
  topic: string;
  runs: { fast: Perf; calm: Perf }[];
}

async function deployOurs(namespace: Namespace): Promise<void> {
  const stack = new Stack("prod", namespace);
  stack.only("kafka", { brokers: { replicas: 3, storage: { size: "1Gi" }, resources } });
  await deployer.up(stack);
}

async function deployPlain(namespace: Namespace, settings: Pick<Plain, "properties" | "jvm">): Promise<void> {
  await create(namespace);
  await namespace.apply(plain({ ...settings, resources, heap: "512m" }));
}

describe("Kafka's throughput and latency, acks=all, in turns", () => {
  const namespaces = { ours: reserve("ours"), article: reserve("article"), stock: reserve("stock") };
  const candidates: Candidate[] = [];

  before(async () => {
    await deployOurs(namespaces.ours);
    await deployPlain(namespaces.article, article);
    await deployPlain(namespaces.stock, stock);
    const [ours, theirs, apaches] = await Promise.all(Object.values(namespaces).map(startPerf));
    assert.ok(ours && theirs && apaches);
    const add = async (title: string, pod: PerfPod, topic: string, replicationFactor: number) => {
      await pod.createTopic(topic, partitions, replicationFactor);
      candidates.push({ title, pod, topic, runs: [] });
    };
    await add("ours", ours, "perf", 3);
    await add("the article's settings", theirs, "perf", 3);
    await add("Apache's server.properties, three replicas", apaches, "perf-3", 3);
    await add("Apache's server.properties, its own one replica", apaches, "perf-1", 1);
  });
  after(() => Promise.all(Object.values(namespaces).map(release)));

  it("warms up", async () => {
    for (const { pod, topic } of candidates) await pod.produce(topic, 50_000, -1);
  });

  for (let round = 1; round <= rounds; round++) {
    it(`is measured, round ${round} of ${rounds}`, async () => {
      for (const { pod, topic, runs } of candidates) {
        const fast = await pod.produce(topic, 100_000, -1);
        runs.push({ fast, calm: await pod.produce(topic, 10 * steady, steady) });
      }
    });
  }

  it("is with our defaults at least 0.8 times as fast as with three replicas of the others", () => {
    console.log(table(candidates));
    const [ours = 0, ...others] = candidates.map(({ runs }) => median(runs.map(({ fast }) => fast.recordsPerSecond)));
    for (const other of others.slice(0, 2)) assert.ok(ours >= 0.8 * other, `${ours} against ${other} records/s`);
  });
});

async function startPerf(namespace: Namespace): Promise<PerfPod> {
  const brokers = await Brokers.find(namespace);
  await brokers.serve();
  return PerfPod.start(brokers);
}

function median(figures: number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? NaN;
}

/** Medians in Markdown, with what they are in relation to the first. */
function table(candidates: Candidate[]): string {
  const rows = candidates.map(({ title, runs }) => ({
    title,
    rate: median(runs.map(({ fast }) => fast.recordsPerSecond)),
    p99: median(runs.map(({ calm }) => calm.p99)),
  }));
  const [first] = rows;
  const ratio = (figure: number, ours = NaN) => (figure / ours).toFixed(2);
  return [
    `| settings | records of ${recordBytes} B a second | ratio | p99 at ${steady} a second | ratio |`,
    "| --- | --: | --: | --: | --: |",
    ...rows.map(
      ({ title, rate, p99 }) =>
        `| ${title} | ${rate.toFixed(0)} | ${ratio(rate, first?.rate)} | ${p99.toFixed(0)} ms | ${ratio(p99, first?.p99)} |`,
    ),
  ].join("\n");
}
