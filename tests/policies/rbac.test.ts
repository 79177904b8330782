import assert from "node:assert/strict";
import { statefulSet, workload } from "./fixtures";
import { rabbitmqCluster } from "./operators";
import { foundInAll, foundInStack } from "./questions";
import { unknown, type Resource } from "./support";

const policy = "rbac";
const object = (kind: string, metadata: object, props: object): Resource => ({
  type: `kubernetes:rbac.authorization.k8s.io/v1:${kind}`,
  props: { metadata, ...props },
});
const good = { apiGroups: [""], resources: ["endpoints"], resourceNames: ["rabbitmq"], verbs: ["get"] };
const role = (rule: object, kind = "Role", namespace: string | undefined = "messaging") =>
  object(
    kind,
    { name: "peers", ...(kind === "Role" && { namespace }) },
    { rules: [good, { apiGroups: [""], ...rule }] },
  );
const account = { kind: "ServiceAccount", name: "rabbitmq" };
const binding = (subject: object = account, roleRef: object = {}, kind = "RoleBinding", metadata: object = {}) =>
  object(
    kind,
    { name: "rabbitmq", ...(kind === "RoleBinding" && { namespace: "messaging" }), ...metadata },
    { subjects: [{ ...subject }], roleRef: { kind: "Role", name: "peers", ...roleRef } },
  );
const ask = (...resources: Resource[]) => foundInStack(policy, [statefulSet(), ...resources]);
const at = (key: string, kind = "Role") => `${kind}/peers.rules[1].${key}`;
const wild = (key: string) => `${at(key)} has a wildcard, so a broker's account may do what nobody thought of.`;
const secrets = `${at("resources")} lets a broker's account read every Secret.`;

describe("policy rbac", () => {
  it("accepts what a broker needs to find its peers", async () => {
    assert.deepEqual(await ask(binding(), role({ resources: ["events"], verbs: ["create"] })), []);
  });

  const wildcards: [string, object][] = [
    ["verbs", { resources: ["pods"], verbs: ["*"] }],
    ["resources", { resources: ["*"], verbs: ["get"] }],
    ["apiGroups", { apiGroups: ["*"], resources: ["pods"], verbs: ["get"] }],
    ["nonResourceURLs", { nonResourceURLs: ["*"], verbs: ["get"] }],
  ];
  for (const [key, rule] of wildcards) {
    it(`refuses a wildcard among ${key}`, async () => assert.deepEqual(await ask(binding(), role(rule)), [wild(key)]));
  }

  it("refuses to read every Secret, and accepts those that are named", async () => {
    for (const verb of ["get", "list", "watch"]) {
      assert.deepEqual(await ask(binding(), role({ resources: ["secrets"], verbs: [verb] })), [secrets]);
    }
    const named = { resources: ["secrets"], resourceNames: ["own"], verbs: ["get"] };
    assert.deepEqual(await ask(binding(), role(named)), []);
    assert.deepEqual(await ask(binding(), role({ resources: ["secrets"], verbs: ["create"] })), []);
  });

  it("refuses commands in other pods", async () => {
    const said = `${at("resources")} lets a broker's account start commands in other pods, or connect to them.`;
    for (const resource of ["pods/exec", "pods/attach", "pods/portforward"]) {
      assert.deepEqual(await ask(binding(), role({ resources: ["pods", resource], verbs: ["create"] })), [said]);
    }
  });

  it("refuses the verbs by which rights grow", async () => {
    const said = `${at("verbs")} lets a broker's account give itself more rights, or act as others.`;
    for (const verb of ["bind", "escalate", "impersonate"]) {
      assert.deepEqual(await ask(binding(), role({ resources: ["roles"], verbs: [verb] })), [said]);
    }
  });

  it("refuses roles of Kubernetes that may do all of that", async () => {
    for (const name of ["cluster-admin", "admin", "edit"]) {
      const [said = ""] = await ask(binding(account, { kind: "ClusterRole", name }));
      assert.ok(said.startsWith(`roleRef.name is ${name}: who breaks into the broker`), said);
    }
    assert.deepEqual(await ask(binding(account, { kind: "ClusterRole", name: "view" })), []);
    assert.deepEqual(await ask(binding(account, { name: "cluster-admin" })), []);
  });

  it("reads a ClusterRole, bound in the namespace or in all", async () => {
    const bad = role({ resources: ["secrets"], verbs: ["list"] }, "ClusterRole");
    const said = secrets.replace("Role/", "ClusterRole/");
    assert.deepEqual(await ask(binding(account, { kind: "ClusterRole" }), bad), [said]);
    const everywhere = { ...account, namespace: "messaging" };
    assert.deepEqual(await ask(binding(everywhere, { kind: "ClusterRole" }, "ClusterRoleBinding"), bad), [said]);
    const elsewhere = { ...account, namespace: "other" };
    assert.deepEqual(await ask(binding(elsewhere, { kind: "ClusterRole" }, "ClusterRoleBinding"), bad), []);
  });

  it("knows the groups that hold a broker's account, and the default account", async () => {
    const bad = role({ resources: ["secrets"], verbs: ["list"] });
    const groups = ["system:serviceaccounts", "system:serviceaccounts:messaging", "system:authenticated"];
    for (const name of groups) assert.deepEqual(await ask(binding({ kind: "Group", name }), bad), [secrets]);
    const other = { kind: "Group", name: "system:serviceaccounts:other" };
    assert.deepEqual(await ask(binding(other), bad), []);
    const set = statefulSet({ serviceAccountName: undefined });
    assert.deepEqual(await foundInStack(policy, [set, binding({ ...account, name: "default" }), bad]), [secrets]);
  });

  it("leaves roles alone that no broker has, and those it cannot see", async () => {
    const bad = role({ resources: ["*"], verbs: ["*"] });
    assert.deepEqual(await ask(bad), []);
    assert.deepEqual(await ask(binding({ ...account, name: "operator" }), bad), []);
    assert.deepEqual(await ask(binding()), []);
    assert.deepEqual(await ask(binding(), role({ resources: ["*"], verbs: ["*"] }, "Role", "other")), []);
    const other = workload("Deployment", { containers: [{ name: "db", image: "postgres:17" }] });
    assert.deepEqual(await foundInStack(policy, [other, binding(), bad]), []);
  });

  it("refuses anonymous subjects where brokers are, and leaves Kubernetes' own bindings alone", async () => {
    for (const subject of [
      { kind: "User", name: "system:anonymous" },
      { kind: "Group", name: "system:unauthenticated" },
    ]) {
      const said = [
        "subjects[0].name is everybody who reaches the API server, in a namespace or cluster with brokers.",
      ];
      assert.deepEqual(await ask(binding(subject)), said);
      assert.deepEqual(await ask(binding(subject, {}, "ClusterRoleBinding")), said);
      assert.deepEqual(await ask(binding(subject, {}, "RoleBinding", { namespace: "other" })), []);
      const labels = { "kubernetes.io/bootstrapping": "rbac-defaults" };
      assert.deepEqual(await ask(binding(subject, {}, "ClusterRoleBinding", { labels })), []);
      assert.deepEqual(await foundInStack(policy, [binding(subject)]), []);
    }
  });

  it("has nothing against what RabbitMQ's operator makes", async () => {
    assert.deepEqual(await foundInAll(policy, [rabbitmqCluster({})]), []);
  });

  it("fails closed on unknown values", async () => {
    const cannot = "is unknown before the deployment, so it cannot be judged.";
    assert.deepEqual(await ask(binding({ ...account, name: unknown.text })), [`subjects[0].name ${cannot}`]);
    assert.deepEqual(await ask(binding(account, { name: unknown.text }), role(good)), [`roleRef.name ${cannot}`]);
    const rule = role({ resources: unknown.list, verbs: ["get"] });
    assert.deepEqual(await ask(binding(), rule), [`${at("resources")} ${cannot}`]);
  });
});
