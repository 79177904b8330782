import { checkPriorityClass, priorityClassRule } from "../checks/priority-class";
import { serverKinds } from "../checks/workload";
import type { Rule } from "./rule";

export const priorityClass: Rule = {
  ...priorityClassRule,
  title: "Brokers before what can wait",
  description: "A broker's pods are of a PriorityClass above zero, and below those of the system.",
  remediation: "Set priorityClassName to a class of the cluster that is above zero.",
  kinds: serverKinds,
  joins: ["PriorityClass"],
  level: "disabled",
  settings: {},
  check: checkPriorityClass,
};
