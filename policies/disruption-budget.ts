import { checkDisruption, disruptionRule, type DisruptionSettings } from "../checks/disruption";
import type { Rule } from "./rule";

export const disruptionBudget: Rule<DisruptionSettings> = {
  ...disruptionRule,
  title: "A PodDisruptionBudget that keeps the quorum",
  description:
    "A StatefulSet of several replicas has a PodDisruptionBudget, under which a message system keeps its majority.",
  remediation:
    "Add a policy/v1 PodDisruptionBudget in the same namespace that selects the pods, with maxUnavailable: 1.",
  kinds: ["StatefulSet"],
  joins: ["PodDisruptionBudget", "StatefulSet", "Deployment", "ReplicaSet", "ReplicationController"],
  settings: {
    unhealthyPods: {
      type: "string",
      enum: ["AlwaysAllow", "any"],
      default: "any",
      description:
        "unhealthyPodEvictionPolicy of the budget: pods that do not work may always be evicted, or as it says.",
    },
  },
  check: checkDisruption,
};
