import assert from "node:assert/strict";
import { statefulSet, workload } from "./fixtures";
import { custom } from "./operators";
import { found, foundInAll } from "./questions";
import { unknown, type Resource } from "./support";

const policy = "own-namespace";
const within = (namespace: unknown, { type, props }: Resource = statefulSet()): Resource => ({
  type,
  props: { ...props, metadata: { name: "rabbitmq", namespace } },
});
const said = (namespace: string) =>
  `metadata.namespace is ${namespace}, whose rights, quotas and NetworkPolicies are made for others.`;

describe("policy own-namespace", () => {
  it("accepts a namespace of some name, and one that is left to whoever applies the file", async () => {
    for (const name of ["messaging", "defaults", undefined]) assert.deepEqual(await found(policy, within(name)), []);
  });

  for (const name of ["default", "kube-system", "kube-public", "kube-node-lease"]) {
    it(`refuses ${name}`, async () => assert.deepEqual(await found(policy, within(name)), [said(name)]));
  }

  it("refuses it for what an operator makes there", async () => {
    const cluster = custom("rabbitmq.com/v1beta1:RabbitmqCluster", "mq", {}, { namespace: "default" });
    assert.deepEqual(await foundInAll(policy, [cluster]), [said("default")]);
  });

  it("leaves alone what is no broker", async () => {
    const other = workload("Deployment", { containers: [{ name: "db", image: "postgres:17" }] });
    assert.deepEqual(await found(policy, within("default", other)), []);
  });

  it("fails closed on an unknown namespace", async () => {
    assert.deepEqual(await found(policy, within(unknown.text)), [
      "metadata.namespace is unknown before the deployment, so it cannot be judged.",
    ]);
  });
});
