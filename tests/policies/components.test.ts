import assert from "node:assert/strict";
import { foundInAll } from "./questions";
import { unknown, type Resource } from "./support";

const kafka = (props: object): Resource => ({ type: "messaging:index:KafkaCluster", props });
const memory = (requested: string) => ({
  requests: { cpu: "1", memory: requested },
  limits: { cpu: "1", memory: "2Gi" },
});

describe("arguments of KafkaCluster", () => {
  it("are judged for brokers and controllers apart", async () => {
    const args = kafka({ brokers: { replicas: 2 }, controllers: { replicas: 4 } });
    assert.deepEqual(await foundInAll("quorum-replicas", [args]), [
      "KafkaCluster has 2 of at least 3 members (brokers.replicas).",
      "KafkaCluster has 4 members, an even number: it survives no more failures than 3 (controllers.replicas).",
    ]);
  });

  it("let brokers be an even number when they do not vote", async () => {
    assert.equal((await foundInAll("quorum-replicas", [kafka({ brokers: { replicas: 4 } })])).length, 1);
    const split = kafka({ brokers: { replicas: 4 }, controllers: { replicas: 3 } });
    assert.deepEqual(await foundInAll("quorum-replicas", [split]), []);
    const old = kafka({ mode: "zookeeper", brokers: { replicas: 4 } });
    assert.deepEqual(await foundInAll("quorum-replicas", [old]), []);
  });

  it("are judged for memory and resources by role", async () => {
    const args = kafka({ brokers: { resources: memory("1Gi") }, controllers: { resources: { limits: { cpu: "1" } } } });
    assert.deepEqual(await foundInAll("broker-memory", [args]), [
      "brokers.resources.requests.memory is not the same as the limit, so under pressure the node evicts or kills the broker first.",
    ]);
    assert.deepEqual(await foundInAll("container-resources", [args]), [
      "controllers.resources has no requests.cpu, requests.memory, limits.memory.",
    ]);
  });

  it("keep members apart when a role has several of them", async () => {
    const ask = (args: object) => foundInAll("node-spread", [kafka({ antiAffinity: "preferred", ...args })]);
    assert.deepEqual(await ask({ brokers: { replicas: 1 } }), []);
    assert.equal((await ask({ brokers: { replicas: 1 }, controllers: { replicas: 3 } })).length, 1);
    assert.equal((await ask({ controllers: { replicas: 1 } })).length, 1);
  });

  it("are judged for what topics say of themselves", async () => {
    const topics = [
      { name: "good", replicationFactor: 3, config: { "min.insync.replicas": "2" } },
      { name: "bad", replicationFactor: 1 },
    ];
    assert.deepEqual(await foundInAll("kafka-replication", [kafka({ topics })]), [
      "topics[1].replicationFactor is 1; at least 3 is asked for.",
    ]);
  });

  it("fail closed where they are unknown", async () => {
    assert.deepEqual(await foundInAll("quorum-replicas", [kafka({ brokers: unknown.map })]), [
      "brokers is unknown before the deployment, so it cannot be judged.",
    ]);
  });
});
