import assert from "node:assert/strict";
import { found } from "./questions";
import { unknown } from "./support";

const ask = (kind: string, apiVersion: unknown) =>
  found("current-apis", { type: `kubernetes:${String(apiVersion)}:${kind}`, props: { apiVersion, kind } });

describe("policy current-apis", () => {
  const refused: [kind: string, apiVersion: string, release: string][] = [
    ["StatefulSet", "apps/v1beta1", "1.16"],
    ["StatefulSet", "apps/v1beta2", "1.16"],
    ["Deployment", "extensions/v1beta1", "1.16"],
    ["PodDisruptionBudget", "policy/v1beta1", "1.25"],
    ["CronJob", "batch/v1beta1", "1.25"],
    ["NetworkPolicy", "extensions/v1beta1", "1.16"],
    ["Ingress", "networking.k8s.io/v1beta1", "1.22"],
    ["PodSecurityPolicy", "policy/v1beta1", "1.25"],
    ["RoleBinding", "rbac.authorization.k8s.io/v1beta1", "1.22"],
    ["HorizontalPodAutoscaler", "autoscaling/v2beta2", "1.26"],
  ];
  for (const [kind, version, release] of refused) {
    it(`refuses a ${kind} of ${version}`, async () => {
      const expected = `apiVersion ${version} of a ${kind} is not served since Kubernetes ${release}.`;
      assert.deepEqual(await ask(kind, version), [expected]);
    });
  }

  it("accepts what is served", async () => {
    const served = [
      ["StatefulSet", "apps/v1"],
      ["PodDisruptionBudget", "policy/v1"],
      ["CronJob", "batch/v1"],
      ["NetworkPolicy", "networking.k8s.io/v1"],
      ["HorizontalPodAutoscaler", "autoscaling/v1"],
    ] as const;
    for (const [kind, version] of served) assert.deepEqual(await ask(kind, version), []);
  });

  it("fails closed on an unknown version", async () => {
    const props = { apiVersion: unknown.text };
    assert.deepEqual(await found("current-apis", { type: "kubernetes:apps/v1:StatefulSet", props }), [
      "apiVersion is unknown before the deployment, so it cannot be judged.",
    ]);
  });
});
