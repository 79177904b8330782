import assert from "node:assert/strict";
import { Field, unknownValue } from "../../checks/field";
import { recognise } from "../../checks/recognise";

const told = (kind: string, container: object, labels: object = {}) => {
  const template = { metadata: { labels }, spec: { containers: [container] } };
  const broker = recognise(kind, new Field({ spec: { template } }));
  if (!broker) return undefined;
  const { system, version } = broker;
  return version ? `${system} ${version.major}.${version.minor ?? "x"}` : system;
};
const image = (name: string) => told("StatefulSet", { image: name });
const ports = (...numbers: number[]) =>
  told("StatefulSet", { image: "mq", ports: numbers.map((containerPort) => ({ containerPort })) });
const env = (name: string) => told("Deployment", { image: "mq", env: [{ name, value: "x" }] });
const runs = (...command: string[]) => told("StatefulSet", { image: "kafka:4.1", command });

describe("recognising a broker", () => {
  const images: [string, string | undefined][] = [
    ["rabbitmq:4.3-management", "rabbitmq 4.3"],
    ["docker.io/library/rabbitmq:4-management", "rabbitmq 4.x"],
    ["registry.example:5000/team/my-rabbitmq:3.13.7", "rabbitmq 3.13"],
    ["rabbitmq@sha256:0123", "rabbitmq"],
    ["rabbitmq", "rabbitmq"],
    ["rabbitmq:latest", "rabbitmq"],
    ["bitnami/zookeeper:3.9.3-debian-12", "zookeeper 3.9"],
    ["registry.k8s.io/kubernetes-zookeeper:1.0-3.4.10", "zookeeper 1.0"],
    ["apache/kafka:4.1.0", "kafka 4.1"],
    ["apache/kafka-native:4.1.0", "kafka 4.1"],
    ["quay.io/strimzi/kafka:0.48.0-kafka-4.1.0", "kafka 4.1"],
    ["confluentinc/cp-kafka:7.9.0", "kafka"],
    ["confluentinc/cp-server:8.0.0", "kafka"],
    ["kbudde/rabbitmq-exporter:1.0", undefined],
    ["rabbitmqoperator/cluster-operator:2.22", undefined],
    ["pivotalrabbitmq/perf-test:2.22", undefined],
    ["danielqsj/kafka-exporter:1.9", undefined],
    ["confluentinc/cp-kafka-connect:7.9.0", undefined],
    ["provectuslabs/kafka-ui:0.7", undefined],
    ["postgres:17", undefined],
  ];
  for (const [name, expected] of images) {
    it(`takes the image ${name} for ${expected ?? "none"}`, () => assert.equal(image(name), expected));
  }

  it("goes by what is started before the image", () => {
    assert.equal(runs("bin/zookeeper-server-start.sh", "config/zookeeper.properties"), "zookeeper 4.1");
    assert.equal(runs("sh", "-c", "exec kafka-server-start.sh server.properties --override broker.id=0"), "kafka 4.1");
    assert.equal(
      told("StatefulSet", {
        image: "mq",
        command: ["sh", "-c"],
        args: ["rabbitmq-plugins enable a && rabbitmq-server"],
      }),
      "rabbitmq",
    );
  });

  for (const command of [
    "kafka-topics.sh --create",
    "kafka-console-producer",
    "connect-distributed",
    "sleep infinity",
  ]) {
    it(`takes ${command} for no broker, whatever the image`, () => assert.equal(runs("sh", "-c", command), undefined));
  }

  it("goes by the ports between members, not by a client port alone", () => {
    assert.deepEqual(
      [ports(5672, 25672), ports(2181, 2888, 3888), ports(9092, 9093)],
      ["rabbitmq", "zookeeper", "kafka"],
    );
    assert.deepEqual([ports(5672), ports(2181), ports(9092), ports(9093), ports()], Array(5).fill(undefined));
  });

  it("goes by the environment of a server, not of a client", () => {
    assert.deepEqual(
      [env("RABBITMQ_ERLANG_COOKIE"), env("ZOO_MY_ID"), env("KAFKA_CFG_NODE_ID"), env("KAFKA_ADVERTISED_LISTENERS")],
      ["rabbitmq", "zookeeper", "kafka", "kafka"],
    );
    assert.deepEqual(
      [env("RABBITMQ_HOST"), env("RABBITMQ_DEFAULT_USER"), env("KAFKA_BOOTSTRAP_SERVERS")],
      Array(3).fill(undefined),
    );
  });

  it("goes by the labels last, and of a StatefulSet only", () => {
    const container = { image: "registry.example/mq:1" };
    assert.equal(told("StatefulSet", container, { app: "zk" }), "zookeeper 1.x");
    assert.equal(told("Deployment", container, { app: "zk" }), undefined);
    assert.equal(told("StatefulSet", { image: "kafka:4.1" }, { app: "zk" }), "kafka 4.1");
  });

  it("takes the version of the label where the image has none", () => {
    assert.equal(
      told("StatefulSet", { image: "rabbitmq" }, { "app.kubernetes.io/version": "3.13.7" }),
      "rabbitmq 3.13",
    );
  });

  it("finds the broker behind a sidecar", () => {
    const containers = [{ image: "fluent-bit" }, { image: "rabbitmq:4.3" }];
    const broker = recognise("StatefulSet", new Field({ spec: { template: { spec: { containers } } } }));
    assert.equal(broker?.container.path, "spec.template.spec.containers[1]");
  });

  it("leaves Jobs alone", () => assert.equal(told("Job", { image: "rabbitmq:4.3" }), undefined));

  it("throws on a StatefulSet's unknown image only when nothing else tells", () => {
    const unknown = { image: unknownValue };
    assert.throws(() => told("StatefulSet", unknown), { path: "spec.template.spec.containers[0].image" });
    assert.equal(told("StatefulSet", { ...unknown, command: ["rabbitmq-server"] }), "rabbitmq");
    assert.equal(told("StatefulSet", unknown, { app: "kafka" }), "kafka");
    assert.equal(told("Deployment", unknown), undefined);
  });
});
