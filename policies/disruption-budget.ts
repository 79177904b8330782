import { checkDisruption, disruptionRule } from "../checks/disruption";
import type { Rule } from "./rule";

export const disruptionBudget: Rule = {
  ...disruptionRule,
  title: "A PodDisruptionBudget that keeps the quorum",
  description:
    "A StatefulSet of several replicas has a PodDisruptionBudget, under which a message system keeps its majority.",
  remediation:
    "Add a policy/v1 PodDisruptionBudget in the same namespace that selects the pods, with maxUnavailable: 1.",
  kinds: ["StatefulSet"],
  joins: ["PodDisruptionBudget"],
  settings: {},
  check: checkDisruption,
};
