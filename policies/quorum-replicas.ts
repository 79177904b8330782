import { checkQuorumReplicas, quorumReplicasRule, type QuorumReplicasSettings } from "../checks/quorum-replicas";
import { componentKinds } from "../checks/workload";
import type { Rule } from "./rule";

export const quorumReplicas: Rule<QuorumReplicasSettings> = {
  ...quorumReplicasRule,
  title: "Enough members, and an odd number",
  description: "A message system has enough members to lose one, and an odd number where they vote.",
  remediation: "Set spec.replicas to 3 or 5.",
  kinds: ["StatefulSet", ...componentKinds],
  joins: ["ConfigMap", "Secret"],
  settings: {
    minReplicas: {
      type: "integer",
      minimum: 1,
      default: 3,
      description: "Least number of members of a message system.",
    },
  },
  check: checkQuorumReplicas,
};
