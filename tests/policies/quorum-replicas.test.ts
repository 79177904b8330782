import assert from "node:assert/strict";
import { configMap, container, statefulSet, volumes, workload } from "./fixtures";
import { foundInAll, foundInStack } from "./questions";
import { unknown } from "./support";

const policy = "quorum-replicas";
const ask = (replicas: unknown, settings: object = {}, other: object = {}) =>
  foundInStack(policy, [statefulSet({ containers: [{ ...container, ...other }] }, { replicas })], settings);
const kafka = (env: object[], image = "apache/kafka:4.1.0") => ({ image, env });

describe("policy quorum-replicas", () => {
  for (const replicas of [3, 5, 7]) {
    it(`accepts ${replicas} members`, async () => assert.deepEqual(await ask(replicas), []));
  }

  for (const replicas of [1, 2]) {
    it(`refuses ${replicas} of 3 members`, async () => {
      assert.deepEqual(await ask(replicas), [`RabbitMQ has ${replicas} of at least 3 members (spec.replicas).`]);
    });
  }

  it("takes absent replicas for one, as Kubernetes does", async () => {
    assert.deepEqual(await ask(undefined), ["RabbitMQ has 1 of at least 3 members (spec.replicas)."]);
  });

  it("accepts none, since there is nothing to lose", async () => assert.deepEqual(await ask(0), []));

  it("refuses an even number", async () => {
    assert.deepEqual(await ask(4), [
      "RabbitMQ has 4 members, an even number: it survives no more failures than 3 (spec.replicas).",
    ]);
  });

  it("refuses an even number that the minimum allows", async () => {
    assert.deepEqual(await ask(2, { minReplicas: 1 }), [
      "RabbitMQ has 2 members, an even number: it survives no more failures than 1 (spec.replicas).",
    ]);
  });

  it("accepts one member where the minimum is one", async () => assert.deepEqual(await ask(1, { minReplicas: 1 }), []));

  it("asks for as many as are configured", async () => {
    assert.deepEqual(await ask(3, { minReplicas: 5 }), ["RabbitMQ has 3 of at least 5 members (spec.replicas)."]);
  });

  it("judges ZooKeeper", async () => {
    assert.deepEqual(await ask(2, {}, { image: "registry.example/kubernetes-zookeeper:1.0-3.4.10" }), [
      "ZooKeeper has 2 of at least 3 members (spec.replicas).",
    ]);
  });

  it("accepts an even number of Kafka brokers that do not vote", async () => {
    assert.deepEqual(await ask(4, {}, kafka([{ name: "KAFKA_PROCESS_ROLES", value: "broker" }])), []);
    assert.deepEqual(await ask(4, {}, kafka([])), []);
  });

  for (const [role, name, image] of [
    ["controller", "KAFKA_PROCESS_ROLES"],
    ["broker,controller", "KAFKA_CFG_PROCESS_ROLES", "bitnami/kafka:4.0"],
  ] as const) {
    it(`refuses an even number of Kafka nodes in the role ${role}`, async () => {
      assert.deepEqual(await ask(4, {}, kafka([{ name, value: role }], image)), [
        "Kafka has 4 members, an even number: it survives no more failures than 3 (spec.replicas).",
      ]);
    });
  }

  for (const role of ["controller", "broker, controller"]) {
    it(`finds the role ${role} in the file that the node starts with`, async () => {
      const file = configMap({ "server.properties": `process.roles=${role}\nnode.id=1` });
      const nodes = statefulSet({ containers: [{ ...container, ...kafka([]) }], volumes }, { replicas: 4 });
      assert.equal((await foundInStack(policy, [nodes, file])).length, 1);
    });
  }

  it("counts an ensemble of several StatefulSets as one", async () => {
    const list = (count: number) =>
      [...Array(count).keys()]
        .map((i) => `server.${i + 1}=${i < 2 ? "rabbitmq" : "other"}-${i}.zk:2888:3888`)
        .join("\n");
    const two = statefulSet({ containers: [{ ...container, image: "zookeeper:3.9" }], volumes }, { replicas: 2 });
    const ask = (count: number) => foundInStack(policy, [two, configMap({ "zoo.cfg": list(count) })]);
    assert.deepEqual(await ask(5), []);
    assert.equal((await ask(4)).length, 1);
    assert.deepEqual(await ask(2), ["ZooKeeper has 2 of at least 3 members (spec.replicas)."]);
  });

  it("fails closed on an unknown number", async () => {
    assert.deepEqual(await ask(unknown.text), [
      "spec.replicas is unknown before the deployment, so it cannot be judged.",
    ]);
  });

  it("says when the number is none", async () => {
    assert.deepEqual(await ask("3"), ["spec.replicas is not a whole number."]);
  });

  it("leaves other StatefulSets alone", async () => {
    assert.deepEqual(await ask(2, {}, { image: "postgres:17" }), []);
  });

  it("leaves a Job alone that uses a broker's image", async () => {
    assert.deepEqual(await foundInStack(policy, [workload("Job", {})]), []);
  });

  it("judges the arguments of our own component when they are given", async () => {
    const type = "messaging:index:RabbitMQCluster";
    assert.deepEqual(await foundInAll(policy, [{ type, props: { replicas: 2 } }]), [
      "RabbitMQCluster has 2 of at least 3 members (replicas).",
    ]);
    assert.deepEqual(await foundInAll(policy, [{ type, props: {} }]), []);
  });
});
