import { checkDefaultUsers, defaultUsersRule } from "../checks/secrets/default-users";
import { workloadKinds } from "../checks/workload";
import type { Rule } from "./rule";

export const defaultUsers: Rule = {
  ...defaultUsersRule,
  title: "No user that everybody knows",
  description: "RabbitMQ's guest stays on its own machine, and no password is a default or an example's.",
  remediation: "Generate users and passwords, keep them in a Secret, and remove loopback_users.",
  kinds: workloadKinds,
  joins: ["ConfigMap", "Secret"],
  settings: {},
  check: checkDefaultUsers,
};
