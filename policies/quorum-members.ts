import { checkQuorumMembers, quorumMembersRule } from "../checks/quorum-members";
import type { Rule } from "./rule";

export const quorumMembers: Rule = {
  ...quorumMembersRule,
  title: "The list of members is the StatefulSet",
  description: "The list of members that a message system is given is as long as its StatefulSet.",
  remediation:
    "List every member once in controller.quorum.voters, ZOO_SERVERS, server.N or cluster_formation, and no other.",
  kinds: ["StatefulSet"],
  joins: ["ConfigMap", "Secret"],
  settings: {},
  check: checkQuorumMembers,
};
