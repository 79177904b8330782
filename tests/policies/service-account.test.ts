import assert from "node:assert/strict";
import { container, statefulSet, workload } from "./fixtures";
import { foundInStack } from "./questions";
import { unknown, type Resource } from "./support";

const policy = "service-account";
const spec = "spec.template.spec";
const token = `${spec}.automountServiceAccountToken is not false, so whoever breaks into the broker has a token of the Kubernetes API.`;
const borrowed = `${spec}.serviceAccountName is not set, so the broker has whatever rights others give the namespace's default account.`;
const ask = (podSpec: object, ...others: Resource[]) => foundInStack(policy, [statefulSet(podSpec), ...others]);
const silent = { automountServiceAccountToken: undefined };
const account = (automountServiceAccountToken: unknown, name = "rabbitmq"): Resource => ({
  type: "kubernetes:core/v1:ServiceAccount",
  props: { metadata: { name, namespace: "messaging" }, automountServiceAccountToken },
});
const binding = (kind: string, subject: object, namespace?: string): Resource => ({
  type: `kubernetes:rbac.authorization.k8s.io/v1:${kind}`,
  props: { metadata: { name: "a", namespace }, subjects: [{ kind: "ServiceAccount", name: "rabbitmq", ...subject }] },
});

describe("policy service-account", () => {
  it("accepts a pod without a token", async () => assert.deepEqual(await ask({}), []));

  it("refuses a pod that has one, said or not", async () => {
    assert.deepEqual(await ask(silent), [token]);
    assert.deepEqual(await ask({ automountServiceAccountToken: true }), [token]);
  });

  it("accepts a pod that leaves it to an account which says no", async () => {
    assert.deepEqual(await ask(silent, account(false)), []);
    assert.deepEqual(await ask({ ...silent, serviceAccountName: undefined }, account(false, "default")), []);
    assert.deepEqual(await ask(silent, account(undefined)), [token]);
    assert.deepEqual(await ask(silent, account(false, "other")), [token]);
    assert.deepEqual(await ask({ automountServiceAccountToken: true }, account(false)), [token]);
  });

  it("accepts a token of which a binding shows the use", async () => {
    assert.deepEqual(await ask(silent, binding("RoleBinding", {}, "messaging")), []);
    assert.deepEqual(await ask(silent, binding("ClusterRoleBinding", { namespace: "messaging" })), []);
  });

  it("is not excused by a binding of another account", async () => {
    assert.deepEqual(await ask(silent, binding("RoleBinding", { name: "other" }, "messaging")), [token]);
    assert.deepEqual(await ask(silent, binding("RoleBinding", { kind: "User" }, "messaging")), [token]);
    assert.deepEqual(await ask(silent, binding("RoleBinding", {}, "other")), [token]);
    assert.deepEqual(await ask(silent, binding("ClusterRoleBinding", { namespace: "other" })), [token]);
    const shared = binding("RoleBinding", { name: "default" }, "messaging");
    assert.deepEqual(await ask({ ...silent, serviceAccountName: undefined }, shared), [token]);
  });

  it("asks for an account of the broker's own where that is required", async () => {
    const set = statefulSet({ serviceAccountName: undefined });
    assert.deepEqual(await foundInStack(policy, [set]), []);
    assert.deepEqual(await foundInStack(policy, [set], { ownAccount: "required" }), [borrowed]);
    assert.deepEqual(await foundInStack(policy, [statefulSet()], { ownAccount: "required" }), []);
  });

  it("judges brokers of any kind that keeps them running, and no other workload", async () => {
    const containers = [{ name: "logs", image: "fluent-bit:4" }, container];
    assert.deepEqual(await foundInStack(policy, [workload("Deployment", { ...silent, containers })]), [token]);
    assert.deepEqual(await ask({ ...silent, containers: [{ name: "db", image: "postgres:17" }] }), []);
  });

  const cannot = "is unknown before the deployment, so it cannot be judged.";
  it("fails closed on unknown values", async () => {
    const flag = await ask({ automountServiceAccountToken: unknown.text });
    assert.deepEqual(flag, [`${spec}.automountServiceAccountToken ${cannot}`]);
    assert.deepEqual(await ask({ serviceAccountName: unknown.text }), [`${spec}.serviceAccountName ${cannot}`]);
    const subjects = binding("RoleBinding", { name: unknown.text }, "messaging");
    assert.deepEqual(await ask(silent, subjects), [`RoleBinding/a.subjects[0].name ${cannot}`]);
  });
});
