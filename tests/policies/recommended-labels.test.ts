import assert from "node:assert/strict";
import { container, labels, statefulSet, workload } from "./fixtures";
import { kafka, pool, rabbitmqCluster } from "./operators";
import { found, foundInAll } from "./questions";
import { unknown, type Resource } from "./support";

const policy = "recommended-labels";
const [name, instance] = ["app.kubernetes.io/name", "app.kubernetes.io/instance"];
const lacks = (path: string, ...missing: string[]) =>
  `${path} has no ${missing.join(" and no ")}, by which the broker is found.`;
const [own, pods] = ["metadata.labels", "spec.template.metadata.labels"];

/** A StatefulSet with its own labels and those of its pods. */
function labelled(ofSet: unknown, ofPods: unknown = labels): Resource {
  const { type, props } = statefulSet() as { type: string; props: { metadata: object; spec: { template: object } } };
  const template = { ...props.spec.template, metadata: { labels: ofPods } };
  return {
    type,
    props: { ...props, metadata: { ...props.metadata, labels: ofSet }, spec: { ...props.spec, template } },
  };
}

describe("policy recommended-labels", () => {
  it("accepts name and instance, and whatever else there is", async () => {
    assert.deepEqual(await found(policy, labelled({ ...labels, team: "orders" })), []);
  });

  it("refuses a label that is missing or empty, on the workload and on its pods", async () => {
    assert.deepEqual(await found(policy, labelled(undefined)), [lacks(own, name, instance)]);
    assert.deepEqual(await found(policy, labelled({ ...labels, [instance]: "" })), [lacks(own, instance)]);
    assert.deepEqual(await found(policy, labelled(labels, { [instance]: "orders" })), [lacks(pods, name)]);
    assert.deepEqual(await found(policy, labelled({ app: "rabbitmq" }, { app: "rabbitmq" })), [
      lacks(own, name, instance),
      lacks(pods, name, instance),
    ]);
  });

  it("judges a Pod once", async () => {
    const pod = { metadata: { name: "rabbitmq" }, spec: { containers: [container] } };
    assert.deepEqual(await found(policy, { type: "kubernetes:core/v1:Pod", props: pod }), [lacks(own, name, instance)]);
  });

  it("leaves alone what is no broker", async () => {
    const other = workload("Deployment", { containers: [{ name: "db", image: "postgres:17" }] });
    assert.deepEqual(await found(policy, { ...other, props: { ...other.props, metadata: { name: "db" } } }), []);
  });

  it("is content with what operators set", async () => {
    assert.deepEqual(await foundInAll(policy, [rabbitmqCluster({})]), []);
    assert.deepEqual(await foundInAll(policy, [kafka(), pool("brokers", {})]), []);
  });

  it("does not take a component for an instance", async () => {
    const half = { [name]: "rabbitmq", "app.kubernetes.io/component": "rabbitmq" };
    assert.deepEqual(await found(policy, labelled(half)), [lacks(own, instance)]);
  });

  it("fails closed on unknown labels", async () => {
    const cannot = "is unknown before the deployment, so it cannot be judged.";
    assert.deepEqual(await found(policy, labelled(unknown.map)), [`${own} ${cannot}`]);
    assert.deepEqual(await found(policy, labelled({ ...labels, [instance]: unknown.text })), [
      `${own}["${instance}"] ${cannot}`,
    ]);
  });
});
