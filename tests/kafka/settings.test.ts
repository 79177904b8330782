import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { kafkaSettings } from "../../components/kafka/schema";
import type { KafkaSettings } from "../../components/kafka/settings";
import { warnings } from "../../components/kafka/warnings";
import { badSettings } from "./bad-settings";
import { onZooKeeper, plaintext, refusal, separate } from "./support";

type Flat<T> = { [K in keyof T]: T[K] };
type Same<A, B> = (<T>() => T extends Flat<A> ? 1 : 2) extends <T>() => T extends Flat<B> ? 1 : 2 ? true : false;

/** Whole messages, by the title of the case. */
const messages = new Map(
  readFileSync(join(__dirname, "bad-settings.txt"), "utf8")
    .split(/^### /m)
    .slice(1)
    .map((section): [string, string] => {
      const end = section.indexOf("\n");
      return [section.slice(0, end), section.slice(end + 1).trimEnd()];
    }),
);

describe("Kafka settings", () => {
  it("have an interface and a schema of the same shape", () => {
    const inStep: Same<KafkaSettings, z.input<typeof kafkaSettings>> = true;
    assert.ok(inStep);
  });

  it("are three combined nodes of 4.3 apart from each other when nothing is said", () => {
    const { mode, version, brokers, controllers, antiAffinity } = kafkaSettings.parse({});
    assert.deepEqual(
      { mode, version, brokers, controllers, antiAffinity },
      {
        mode: "kraft",
        version: "4.3",
        brokers: {
          replicas: 3,
          storage: { size: "20Gi", logDirs: 1 },
          resources: { requests: { cpu: "500m", memory: "2Gi" }, limits: { cpu: "2", memory: "2Gi" } },
        },
        controllers: undefined,
        antiAffinity: "required",
      },
    );
  });

  it("of each mode are taken", () => {
    assert.deepEqual([{}, separate, onZooKeeper, { brokers: { replicas: 1 } }].map(refusal), ["", "", "", ""]);
  });

  it("may have an even number of brokers where those do not vote", () => {
    assert.equal(refusal({ ...separate, brokers: { replicas: 4 } }), "");
  });

  for (const [title, settings] of Object.entries(badSettings)) {
    it(`fail for ${title}`, () => {
      assert.equal(refusal(settings), messages.get(title));
    });
  }

  it("have no message without a case", () => {
    assert.deepEqual([...messages.keys()], Object.keys(badSettings));
  });
});

describe("warnings of Kafka", () => {
  const quiet = { metrics: { jmxExporter: {} } };
  const warn = (settings: object) => warnings(kafkaSettings.parse({ ...quiet, ...settings }));

  it("are none for three brokers with metrics", () => {
    assert.deepEqual(warn({}), []);
  });

  it("tell what a roll interrupts", () => {
    const topics = [
      { name: "a", config: { "min.insync.replicas": "3" } },
      { name: "b", replicationFactor: 1, config: { "min.insync.replicas": "1" } },
    ];
    assert.deepEqual(warn({ topics }), [
      "topic a: min.insync.replicas is all of 3 replicas, so that nothing can be written while one broker restarts",
      "topic b: one replica, whose broker's restart is an outage and whose disk's loss loses records",
    ]);
  });

  it("tell of single members, of placement, of what is not measured and of the last version with ZooKeeper", () => {
    assert.deepEqual(warn({ brokers: { replicas: 1 } }), [
      "one broker: a restart is an outage, and the loss of its volume loses its records",
    ]);
    assert.deepEqual(warn({ controllers: { replicas: 1 } }), [
      "one controller: while it restarts no broker can change anything",
    ]);
    assert.deepEqual(warn({ antiAffinity: "preferred", podDisruptionBudget: false, metrics: {} }), [
      "no PodDisruptionBudget: a node drain may take the majority at once",
      "anti-affinity is preferred: nodes may share a machine, and its loss may take the majority",
      "no metrics: set metrics.jmxExporter",
    ]);
    const external = { type: "loadBalancer", host: "kafka-{id}.example.com", allowedCidrs: ["203.0.113.0/24"] };
    assert.deepEqual(warn({ ...plaintext, external }), [
      "external is PLAINTEXT: whoever is on its networks reads and writes all, and so does who listens in between",
    ]);
    assert.deepEqual(warn(onZooKeeper), [
      "no zookeeperTls: brokers speak to ZooKeeper in plain text, and whoever reaches it may change what they keep there",
      "Kafka 3.9 is the last with ZooKeeper; 4.3 is reached by way of KRaft",
    ]);
    const login = { zookeeperTls: { secretName: "zookeeper-client-kafka" } };
    assert.deepEqual(warn({ ...onZooKeeper, ...login }), [
      "Kafka 3.9 is the last with ZooKeeper; 4.3 is reached by way of KRaft",
    ]);
  });

  it("tell of more partitions than brokers restart with in good time", () => {
    assert.deepEqual(warn({ topics: [{ name: "many", partitions: 4001 }] }), [
      "more than 4000 replicas of partitions on each broker; add brokers, or declare fewer",
    ]);
  });
});
