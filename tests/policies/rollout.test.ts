import assert from "node:assert/strict";
import { configMap, container, statefulSet, volumes, workload } from "./fixtures";
import { kafka, pool, rabbitmqCluster } from "./operators";
import { foundInAll, foundInStack } from "./questions";
import { unknown, type Resource } from "./support";

const policy = "rollout";
const waits =
  "spec.podManagementPolicy is not Parallel: after a full stop the first member may wait for one that starts only when it is ready.";
const byHand =
  "spec.updateStrategy.type is OnDelete, so a change, also one that mends a hole, waits for somebody to delete each pod.";
const ask = (spec: object, podSpec: object = {}, ...others: Resource[]) =>
  foundInStack(policy, [statefulSet(podSpec, spec), ...others]);
const strategy = (type: unknown, partition?: unknown) => ({ updateStrategy: { type, rollingUpdate: { partition } } });
const held = (number: number) =>
  `spec.updateStrategy.rollingUpdate.partition is ${number}, so the members below that number keep what they run.`;

describe("policy rollout", () => {
  it("accepts members that start together and are updated by themselves", async () => {
    assert.deepEqual(await ask({}), []);
    assert.deepEqual(await ask(strategy("RollingUpdate", 0)), []);
  });

  it("refuses members that start one after the other, unless there is one", async () => {
    assert.deepEqual(await ask({ podManagementPolicy: undefined }), [waits]);
    assert.deepEqual(await ask({ podManagementPolicy: "OrderedReady", replicas: 2 }), [waits]);
    assert.deepEqual(await ask({ podManagementPolicy: "OrderedReady", replicas: 1 }), []);
  });

  it("asks it of Kafka's controllers, not of brokers that do not vote", async () => {
    const images = { containers: [{ ...container, image: "apache/kafka:4.3.1" }], volumes };
    const roles = (value: string) => configMap({ "server.properties": `process.roles=${value}` });
    const ordered = { podManagementPolicy: "OrderedReady" };
    assert.deepEqual(await ask(ordered, images, roles("broker,controller")), [waits]);
    assert.deepEqual(await ask(ordered, images, roles("controller")), [waits]);
    assert.deepEqual(await ask(ordered, images, roles("broker")), []);
  });

  it("refuses updates that wait for people", async () => {
    assert.deepEqual(await ask(strategy("OnDelete")), [byHand]);
    assert.deepEqual(await ask(strategy("RollingUpdate", 1)), [held(1)]);
    assert.deepEqual(await ask({ ...strategy("OnDelete"), replicas: 1 }), [byHand]);
    assert.deepEqual(await ask({ ...strategy("OnDelete"), replicas: 0 }), []);
  });

  it("judges StatefulSets of brokers alone", async () => {
    assert.deepEqual(await foundInStack(policy, [workload("Deployment", {}, strategy("OnDelete"))]), []);
    const containers = [{ name: "db", image: "postgres:17" }];
    assert.deepEqual(await ask({ podManagementPolicy: undefined }, { containers }), []);
  });

  it("is content with what operators do", async () => {
    assert.deepEqual(await foundInAll(policy, [rabbitmqCluster({ replicas: 3 }), kafka(), pool("brokers", {})]), []);
  });

  it("fails closed on unknown values", async () => {
    const cannot = "is unknown before the deployment, so it cannot be judged.";
    assert.deepEqual(await ask({ podManagementPolicy: unknown.text }), [`spec.podManagementPolicy ${cannot}`]);
    assert.deepEqual(await ask({ updateStrategy: unknown.map }), [`spec.updateStrategy ${cannot}`]);
  });
});
