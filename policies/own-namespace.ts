import { checkOwnNamespace, ownNamespaceRule } from "../checks/own-namespace";
import { serverKinds } from "../checks/workload";
import type { Rule } from "./rule";

export const ownNamespace: Rule = {
  ...ownNamespaceRule,
  title: "Not in everybody's namespace",
  description: "A broker is neither in the namespace default nor in one of the cluster's own.",
  remediation: "Give message systems a namespace of their own, closed by a NetworkPolicy.",
  kinds: serverKinds,
  level: "advisory",
  settings: {},
  check: checkOwnNamespace,
};
