import assert from "node:assert/strict";
import { onZooKeeper, roleContext, separate } from "./support";

const file = (settings: object = {}, name = "kafka") => roleContext(settings, name).files["server.properties"];
const lines = (settings: object, name?: string) => (file(settings, name) ?? "").split("\n");
const get = (settings: object, key: string) =>
  lines(settings)
    .find((line) => line.startsWith(`${key}=`))
    ?.slice(key.length + 1);

const bootstrap = [0, 1, 2].map((i) => `kafka-${i}.kafka-headless.$\{DOMAIN}:9093`).join(",");
const separateBootstrap = [0, 1, 2]
  .map((i) => `kafka-controller-${i}.kafka-controller-headless.$\{DOMAIN}:9093`)
  .join(",");
const replicated = [
  "default.replication.factor=3",
  "min.insync.replicas=2",
  "offsets.topic.replication.factor=3",
  "transaction.state.log.replication.factor=3",
  "transaction.state.log.min.isr=2",
];
const shared = ["share.coordinator.state.topic.replication.factor=3", "share.coordinator.state.topic.min.isr=2"];
const topics = [
  "auto.create.topics.enable=false",
  "unclean.leader.election.enable=false",
  "auto.leader.rebalance.enable=true",
  "num.partitions=3",
];
const protocols = "listener.security.protocol.map=CLIENT:PLAINTEXT,REPLICATION:PLAINTEXT,CONTROLLER:PLAINTEXT";
const alive = [
  "controller.quorum.fetch.timeout.ms=2000",
  "controller.quorum.election.timeout.ms=2000",
  "broker.heartbeat.interval.ms=500",
  "broker.session.timeout.ms=3000",
];

describe("server.properties", () => {
  it("of combined nodes is this", () => {
    assert.deepEqual(lines({}), [
      "process.roles=broker,controller",
      `controller.quorum.bootstrap.servers=${bootstrap}`,
      "controller.listener.names=CONTROLLER",
      "controller.quorum.auto.join.enable=true",
      "listeners=CLIENT://:9092,REPLICATION://:9091,CONTROLLER://:9093",
      protocols,
      "inter.broker.listener.name=REPLICATION",
      "log.dirs=/var/lib/kafka/data-0/log",
      ...replicated,
      ...shared,
      ...topics,
      ...alive,
      "",
    ]);
  });

  it("of controllers has no listener for clients", () => {
    assert.deepEqual(lines(separate, "kafka-controller"), [
      "process.roles=controller",
      `controller.quorum.bootstrap.servers=${separateBootstrap}`,
      "controller.listener.names=CONTROLLER",
      "controller.quorum.auto.join.enable=true",
      "listeners=CONTROLLER://:9093",
      protocols,
      "log.dirs=/var/lib/kafka/data-0/log",
      ...replicated,
      ...shared,
      ...topics,
      ...alive,
      "",
    ]);
  });

  it("of brokers with controllers of their own knows where those are", () => {
    assert.deepEqual(lines(separate).slice(0, 6), [
      "process.roles=broker",
      `controller.quorum.bootstrap.servers=${separateBootstrap}`,
      "controller.listener.names=CONTROLLER",
      "listeners=CLIENT://:9092,REPLICATION://:9091",
      protocols,
      "inter.broker.listener.name=REPLICATION",
    ]);
  });

  it("of brokers on ZooKeeper has no controllers, and no keys that Kafka 3.9 does not know", () => {
    assert.deepEqual(lines(onZooKeeper), [
      "zookeeper.connect=zookeeper-0.zookeeper:2181/kafka",
      "listeners=CLIENT://:9092,REPLICATION://:9091",
      protocols,
      "inter.broker.listener.name=REPLICATION",
      "log.dirs=/var/lib/kafka/data-0/log",
      ...replicated,
      ...topics,
      "zookeeper.session.timeout.ms=6000",
      "zookeeper.connection.timeout.ms=300000",
      "",
    ]);
  });

  it("derives replication for fewer than three brokers", () => {
    const of = (replicas: number) =>
      ["default.replication.factor", "min.insync.replicas", "offsets.topic.replication.factor"].map((key) =>
        get({ brokers: { replicas }, controllers: {} }, key),
      );
    assert.deepEqual(
      [of(1), of(2), of(5)],
      [
        ["1", "1", "1"],
        ["2", "1", "2"],
        ["3", "2", "3"],
      ],
    );
  });

  it("takes min.insync.replicas from the replication factor that config says", () => {
    assert.equal(get({ config: { "default.replication.factor": "1" } }, "min.insync.replicas"), "1");
  });

  it("has the user's value in place of ours", () => {
    const all = lines({ config: { "num.partitions": "6", "log.retention.hours": "24" } });
    assert.deepEqual(
      all.filter((line) => /^(num.partitions|log.retention)/.test(line)),
      ["num.partitions=6", "log.retention.hours=24"],
    );
  });

  it("lets consumers read in their own zone where brokers know theirs", () => {
    const key = "replica.selector.class";
    const selector = "org.apache.kafka.common.replica.RackAwareReplicaSelector";
    assert.deepEqual([get({ rack: "podLabel" }, key), get({}, key)], [selector, undefined]);
  });

  it("has every volume among its log.dirs", () => {
    assert.equal(
      get({ brokers: { storage: { logDirs: 2 } } }, "log.dirs"),
      "/var/lib/kafka/data-0/log,/var/lib/kafka/data-1/log",
    );
  });

  it("keeps a backslash, which the format reads as the beginning of something else", () => {
    const config = { "sasl.kerberos.principal.to.local.rules": "RULE:[1:$1]s/\\./-/" };
    assert.equal(get({ config }, "sasl.kerberos.principal.to.local.rules"), "RULE:[1:$1]s/\\\\./-/");
  });
});
