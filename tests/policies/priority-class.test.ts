import assert from "node:assert/strict";
import { container, statefulSet, workload } from "./fixtures";
import { pool, kafka } from "./operators";
import { foundInAll, foundInStack } from "./questions";
import { unknown, type Resource } from "./support";

const policy = "priority-class";
const path = "spec.template.spec.priorityClassName";
const unset = `${path} is not set, so the broker makes way for every pod that has a priority.`;
const priorityClass = (value: unknown, more: object = {}): Resource => ({
  type: "kubernetes:scheduling.k8s.io/v1:PriorityClass",
  props: { metadata: { name: "messaging" }, value, ...more },
});
const ask = (priorityClassName: unknown, ...others: Resource[]) =>
  foundInStack(policy, [statefulSet({ priorityClassName }), ...others]);

describe("policy priority-class", () => {
  it("accepts a class of the cluster, and one of the stack above zero", async () => {
    assert.deepEqual(await ask("messaging"), []);
    assert.deepEqual(await ask("messaging", priorityClass(1)), []);
    assert.deepEqual(await ask("another", priorityClass(0)), []);
  });

  it("refuses a broker without a class", async () => {
    assert.deepEqual(await ask(undefined), [unset]);
    assert.deepEqual(await ask(""), [unset]);
    assert.deepEqual(await ask(undefined, priorityClass(1000)), [unset]);
  });

  it("accepts the default class of the stack when it is above zero", async () => {
    assert.deepEqual(await ask(undefined, priorityClass(1, { globalDefault: true })), []);
    assert.deepEqual(await ask(undefined, priorityClass(0, { globalDefault: true })), [unset]);
  });

  it("refuses a class that is not above zero", async () => {
    const low = `PriorityClass/messaging.value, the broker's priority, is not above zero, which pods without a class have.`;
    assert.deepEqual(await ask("messaging", priorityClass(0)), [low]);
    assert.deepEqual(await ask("messaging", priorityClass(-10)), [low]);
  });

  it("refuses the system's classes", async () => {
    for (const name of ["system-cluster-critical", "system-node-critical"]) {
      assert.deepEqual(await ask(name), [
        `${path} is a class of the cluster's own pods, which the broker would drive from their nodes.`,
      ]);
    }
  });

  it("judges brokers of any kind and no other workload", async () => {
    assert.deepEqual(await foundInStack(policy, [workload("Deployment", {})]), [unset]);
    const containers = [{ ...container, name: "db", image: "postgres:17", ports: [] }];
    assert.deepEqual(await foundInStack(policy, [workload("StatefulSet", { containers })]), []);
  });

  it("reads the class that Strimzi is told", async () => {
    const told = { template: { pod: { priorityClassName: "messaging" } } };
    assert.deepEqual(await foundInAll(policy, [kafka(), pool("brokers", told)]), []);
    assert.equal((await foundInAll(policy, [kafka(), pool("brokers", {})])).length, 1);
  });

  it("fails closed on unknown values", async () => {
    const cannot = "is unknown before the deployment, so it cannot be judged.";
    assert.deepEqual(await ask(unknown.text), [`${path} ${cannot}`]);
    assert.deepEqual(await ask("messaging", priorityClass(unknown.text)), [`PriorityClass/messaging.value ${cannot}`]);
  });
});
