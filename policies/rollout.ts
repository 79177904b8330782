import { checkRollout, rolloutRule } from "../checks/rollout";
import type { Rule } from "./rule";

export const rollout: Rule = {
  ...rolloutRule,
  title: "Members start together, and all are updated",
  description: "Members that vote start in parallel; a change of the StatefulSet reaches every pod by itself.",
  remediation: "Set podManagementPolicy: Parallel and updateStrategy: {type: RollingUpdate} without a partition.",
  kinds: ["StatefulSet"],
  joins: ["ConfigMap"],
  level: "advisory",
  settings: {},
  check: checkRollout,
};
