import { checkRbac, rbacRule } from "../checks/rbac";
import { serverKinds } from "../checks/workload";
import type { Rule } from "./rule";

export const rbac: Rule = {
  ...rbacRule,
  title: "Few rights for a broker's account",
  description:
    "No wildcard, no Secrets at large, no commands in other pods for a broker's account, and nothing for anonymous users.",
  remediation: "Bind a Role that names the verbs, resources and objects that the broker asks for.",
  kinds: ["RoleBinding", "ClusterRoleBinding"],
  joins: ["Role", "ClusterRole", ...serverKinds],
  settings: {},
  check: checkRbac,
};
