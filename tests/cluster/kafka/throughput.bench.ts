import assert from "node:assert/strict";
import { median } from "../../../scripts/bench-measure";
import { deployer } from "../support/deployer";
import type { Namespace } from "../support/kubectl";
import { create, release, reserve } from "../support/namespaces";
import { Stack } from "../support/stack";
import { Brokers } from "./brokers";
import { article, stock, type Settings } from "./others";
import { PerfPod, recordBytes, type Perf } from "./perf";
import { plain } from "./plain";

/** The same for all: three combined nodes with half of their memory as the heap. */
const resources = { requests: { cpu: "200m", memory: "1Gi" }, limits: { cpu: "2", memory: "1Gi" } };
const partitions = 6;
/** All are measured in turn and then once more, since what else a machine does is not the same all the time. */
const rounds = 2;
/** Records a second at which latency is measured: few enough for none to wait in the producer. */
const steady = 1000;

/** A cluster that is measured. Only one is there at a time: brokers without work take their share of the CPU, too. */
interface Candidate {
  deploy: (namespace: Namespace) => Promise<unknown>;
  /** Secret with the connection of a user. @default everybody may produce */
  secret?: string;
  /** What is measured, on a topic of so many replicas. */
  topics: { title: string; replicas: number; runs: { fast: Perf; calm: Perf }[] }[];
}

const user = "perf";
const topicOf = (replicas: number): string => `perf-${replicas}`;

/** @param settings besides the size and the topic */
async function deployOurs(namespace: Namespace, settings: object): Promise<void> {
  const stack = new Stack("prod", namespace);
  const brokers = { replicas: 3, storage: { size: "1Gi" }, resources };
  stack.only("kafka", { brokers, topics: [{ name: topicOf(3), partitions }], ...settings });
  await deployer.up(stack);
}

/** @param replicas of the topics to make */
async function deployPlain(namespace: Namespace, settings: Settings, replicas: number[]): Promise<void> {
  await create(namespace);
  await namespace.apply(plain({ ...settings, resources, heap: "512m" }));
  const brokers = await Brokers.find(namespace, "kafka", 9092);
  await brokers.serve();
  for (const number of replicas) await brokers.create(topicOf(number), number, partitions);
}

const topic = (title: string, replicas = 3): Candidate["topics"][number] => ({ title, replicas, runs: [] });

const candidates: Candidate[] = [
  {
    deploy: async (namespace) => {
      await deployOurs(namespace, { tls: { enabled: false } });
      // The others have none, and what they cost is up to who enforces them.
      await namespace.run(["delete", "networkpolicies", "--all"]);
    },
    topics: [topic("ours, open and in plain text as the others")],
  },
  { deploy: (namespace) => deployPlain(namespace, article, [3]), topics: [topic("the article's")] },
  {
    deploy: (namespace) => deployPlain(namespace, stock, [3, 1]),
    topics: [
      topic("Apache's server.properties, three replicas"),
      topic("Apache's server.properties, its own one replica", 1),
    ],
  },
  {
    deploy: (namespace) => deployOurs(namespace, { users: [{ name: user, produce: [topicOf(3)] }] }),
    secret: `kafka-user-${user}`,
    topics: [topic("ours as by default: TLS, accounts, NetworkPolicies")],
  },
];

async function measure({ deploy, secret, topics }: Candidate): Promise<void> {
  const namespace = reserve("throughput");
  try {
    await deploy(namespace);
    const pod = await PerfPod.start(await Brokers.find(namespace), secret);
    for (const { replicas, runs } of topics) {
      const name = topicOf(replicas);
      await pod.produce(name, 50_000, -1); // warms up
      for (let i = 0; i < 2; i++) {
        const fast = await pod.produce(name, 100_000, -1);
        runs.push({ fast, calm: await pod.produce(name, 10 * steady, steady) });
      }
    }
  } finally {
    await release(namespace);
  }
}

describe("Kafka's throughput and latency, acks=all, in turns", () => {
  for (let round = 1; round <= rounds; round++) {
    for (const candidate of candidates) {
      const titles = candidate.topics.map(({ title }) => title);
      it(`is measured, round ${round} of ${rounds}: ${titles.join("; ")}`, () => measure(candidate));
    }
  }

  it("is with our defaults, as open as they are, at least 0.8 times as fast as three replicas of the others", () => {
    const measured = candidates.flatMap(({ topics }) => topics);
    console.log(table(measured));
    const [ours = 0, ...others] = measured.map(({ runs }) => median(runs.map(({ fast }) => fast.recordsPerSecond)));
    for (const other of others.slice(0, 2)) assert.ok(ours >= 0.8 * other, `${ours} against ${other} records/s`);
  });
});

/** Medians in Markdown, with what they are in relation to the first. */
function table(topics: Candidate["topics"]): string {
  const rows = topics.map(({ title, runs }) => ({
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
