import { checkNetworkIsolation, networkIsolationRule } from "../checks/network-isolation";
import { serverKinds } from "../checks/workload";
import type { Rule } from "./rule";

export const networkIsolation: Rule = {
  ...networkIsolationRule,
  title: "Ports between members for members",
  description: "A NetworkPolicy selects a broker's pods, and the ports between members are open to members alone.",
  remediation:
    "Add a NetworkPolicy with a rule for each kind of peer: members to the ports between members, clients to theirs.",
  kinds: serverKinds,
  joins: ["NetworkPolicy", "ConfigMap", ...serverKinds],
  settings: {},
  check: checkNetworkIsolation,
};
