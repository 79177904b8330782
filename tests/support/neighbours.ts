import assert from "node:assert/strict";
import type { Registered } from "./deploy";

/** Fields whose change makes the provider delete an object and make another, by kind. */
const forceNew: Record<string, string[][]> = {
  StatefulSet: [
    ["serviceName"],
    ["podManagementPolicy"],
    ["selector"],
    ["volumeClaimTemplates"],
    ["revisionHistoryLimit"],
  ].map((path) => ["spec", ...path]),
  Job: [
    ["spec", "template"],
    ["spec", "completions"],
    ["spec", "parallelism"],
    ["spec", "selector"],
  ],
  Service: [["spec", "clusterIP"]],
  Secret: [["type"], ["immutable"]],
  RoleBinding: [["roleRef"]],
  ClusterRoleBinding: [["roleRef"]],
};

const at = (value: unknown, path: string[]) =>
  path.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);

/** Fails for an object that keeps its name and would be deleted for a change all the same, or is immutable and changes. */
export function assertNothingReplaced(before: Registered[], after: Registered[]): void {
  for (const { inputs } of after) {
    const old = before.find(
      (other) => other.inputs["kind"] === inputs["kind"] && other.inputs["metadata"]?.name === inputs["metadata"]?.name,
    );
    for (const path of (old && forceNew[inputs["kind"] as string]) ?? []) {
      assert.deepEqual(at(inputs, path), at(old?.inputs, path), `${inputs["kind"]} ${path.join(".")}`);
    }
    if (old?.inputs["immutable"]) assert.deepEqual(inputs, old.inputs);
  }
}
