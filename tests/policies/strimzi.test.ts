import assert from "node:assert/strict";
import { term } from "./fixtures";
import { config, custom, kafka, pool, topic } from "./operators";
import { foundInAll } from "./questions";
import { unknown } from "./support";

const brokers = [kafka({ config }), pool("brokers")];

describe("Strimzi", () => {
  it("takes a broker's settings from the Kafka resource, whatever their type in YAML", async () => {
    assert.deepEqual(await foundInAll("kafka-replication", brokers), []);
  });

  it("leaves to Kafka's defaults what the Kafka resource leaves out", async () => {
    const others = { ...config, "min.insync.replicas": undefined };
    assert.deepEqual(await foundInAll("kafka-replication", [kafka({ config: others }), pool("brokers")]), [
      "min.insync.replicas is not set, so it is 1; at least 2 is asked for.",
    ]);
  });

  it("is told where in the Kafka resource a setting of a pool's brokers stands", async () => {
    const wrong = { ...config, "min.insync.replicas": 1 };
    assert.deepEqual(await foundInAll("kafka-replication", [kafka({ config: wrong }), pool("brokers")]), [
      'min.insync.replicas in Kafka/orders.spec.kafka.config["min.insync.replicas"] is 1; at least 2 is asked for.',
    ]);
  });

  for (const [key, value] of [
    ["app.kubernetes.io/name", "kafka"],
    ["app.kubernetes.io/instance", "orders"],
    ["strimzi.io/component-type", "kafka"],
    ["strimzi.io/pool-name", "brokers"],
  ] as const) {
    it(`labels its pods with ${key}, by which people spread them`, async () => {
      const spread = { maxSkew: 1, topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "DoNotSchedule" };
      const by = (labels: object) => [{ ...spread, labelSelector: { matchLabels: labels } }];
      const spreadBy = (labels: object) =>
        foundInAll("zone-spread", [
          kafka(),
          pool("brokers", { template: { pod: { topologySpreadConstraints: by(labels) } } }),
        ]);
      assert.deepEqual(await spreadBy({ [key]: value }), []);
      assert.equal((await spreadBy({ [key]: "other" })).length, 1);
    });
  }

  it("is told of a secret in the settings by its place, and of none where there is none", async () => {
    assert.deepEqual(await foundInAll("broker-secrets", [kafka({ config }), pool("brokers")]), []);
    const secret = { ...config, "ssl.truststore.password": "ohngai2ieTh1" };
    assert.deepEqual(await foundInAll("broker-secrets", [kafka({ config: secret }), pool("brokers")]), [
      'Kafka/orders.spec.kafka.config["ssl.truststore.password"] has a password in plain text, for everybody who may read the object.',
    ]);
  });

  it("fails closed on a setting that is unknown", async () => {
    const later = { ...config, "min.insync.replicas": unknown.text };
    assert.deepEqual(await foundInAll("kafka-replication", [kafka({ config: later }), pool("brokers")]), [
      'Kafka/orders.spec.kafka.config["min.insync.replicas"] is unknown before the deployment, so it cannot be judged.',
    ]);
  });

  it("counts the brokers of all pools, and lets controllers alone vote", async () => {
    const zones = ["a", "b", "c"].map((zone) => pool(zone, { replicas: 1 }));
    assert.deepEqual(await foundInAll("quorum-replicas", [kafka({ config }), ...zones]), []);
    assert.deepEqual(await foundInAll("quorum-replicas", [kafka({ config }), pool("brokers", { replicas: 4 })]), []);
    const voters = pool("voters", { replicas: 4, roles: ["controller"] });
    assert.deepEqual(await foundInAll("quorum-replicas", [kafka({ config }), voters]), [
      "Kafka has 4 members, an even number: it survives no more failures than 3 (spec.replicas).",
    ]);
  });

  it("takes a section of the template from the pool, else from the Kafka resource", async () => {
    const near = { ...term, labelSelector: { matchLabels: { "strimzi.io/name": "orders-kafka" } } };
    const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [near] } };
    const template = { pod: { affinity } };
    assert.deepEqual(await foundInAll("node-spread", [kafka({ template }), pool("brokers")]), []);
    assert.deepEqual(await foundInAll("node-spread", [kafka(), pool("brokers", { template })]), []);
    const other = { pod: { terminationGracePeriodSeconds: 120 } };
    assert.equal(
      (await foundInAll("node-spread", [kafka({ template }), pool("brokers", { template: other })])).length,
      1,
    );
  });

  it("makes a PodDisruptionBudget for one pod", async () => {
    assert.deepEqual(await foundInAll("disruption-budget", brokers), []);
    const template = { podDisruptionBudget: { maxUnavailable: 2 } };
    assert.deepEqual(await foundInAll("disruption-budget", [kafka({ template }), pool("brokers")]), [
      "The PodDisruptionBudget lets 2 of 3 pods be evicted at once; 1 is the most that may be away.",
    ]);
  });

  it("gives pods the resources of their pool, and none by itself", async () => {
    assert.deepEqual(await foundInAll("container-resources", brokers), []);
    assert.deepEqual(await foundInAll("container-resources", [kafka(), pool("brokers", { resources: undefined })]), [
      "spec.resources has no requests.cpu, limits.cpu, requests.memory, limits.memory.",
    ]);
  });

  it("up to 0.45 describes brokers and a ZooKeeper ensemble in the Kafka resource", async () => {
    const old = custom("kafka.strimzi.io/v1beta2:Kafka", "orders", {
      kafka: { replicas: 3, config, storage: { type: "ephemeral" } },
      zookeeper: { replicas: 2, storage: { type: "persistent-claim", size: "10Gi" } },
    });
    assert.deepEqual(await foundInAll("quorum-replicas", [old]), [
      "ZooKeeper has 2 of at least 3 members (spec.zookeeper.replicas).",
    ]);
  });

  it("gives its nodes names, and closes the ports between them", async () => {
    const listeners = [{ name: "tls", port: 9093, type: "internal", tls: true }];
    const cluster = [kafka({ config, listeners }), pool("brokers")];
    assert.deepEqual(await foundInAll("headless-service", cluster), []);
    assert.deepEqual(await foundInAll("network-isolation", cluster), []);
  });

  it("makes topics, of which nobody keeps a single copy", async () => {
    const ask = (spec: object) => foundInAll("kafka-replication", [topic(spec)]);
    assert.deepEqual(await ask({ partitions: 3 }), []);
    assert.deepEqual(await ask({ replicas: 3, config: { "min.insync.replicas": 2 } }), []);
    assert.deepEqual(await ask({ replicas: 1, config: { "min.insync.replicas": "x" } }), [
      "spec.replicas is 1; at least 3 is asked for.",
      'spec.config["min.insync.replicas"] is no number; at least 2 is asked for.',
    ]);
    assert.deepEqual(
      await ask({ replicas: 3, config: { "min.insync.replicas": 3, "unclean.leader.election.enable": true } }),
      [
        'spec.config["min.insync.replicas"] is 3 of 3 replicas: nothing can be written while one broker is away.',
        'spec.config["unclean.leader.election.enable"] is true: a replica that lacks acknowledged messages may lead.',
      ],
    );
  });

  it("is not who makes clusters of the same kind for another operator", async () => {
    const others = [
      custom("platform.confluent.io/v1beta1:Kafka", "a", { kafka: { replicas: 1 }, replicas: 1 }),
      custom("kafka.banzaicloud.io/v1beta1:KafkaCluster", "b", { replicas: 1 }),
    ];
    assert.deepEqual(await foundInAll("quorum-replicas", others), []);
  });
});
