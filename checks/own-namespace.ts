import { Field } from "./field";
import { finding, judge, type Check, type RuleFacts } from "./finding";
import { recognise } from "./recognise";

export const ownNamespaceRule: RuleFacts = { id: "own-namespace", severity: "low" };

/** Namespaces that are everybody's, or the cluster's. */
const shared = ["default", "kube-system", "kube-public", "kube-node-lease"];

/** A broker is in a namespace that was made for something. One that is not told is whatever deploys it chooses. */
export const checkOwnNamespace: Check<object> = (kind, object) =>
  judge(ownNamespaceRule, () => {
    const root = new Field(object);
    if (!recognise(kind, root)) return [];
    const namespace = root.get("metadata", "namespace");
    const name = namespace.text() ?? "";
    if (!shared.includes(name)) return [];
    const message = `${namespace.path} is ${name}, whose rights, quotas and NetworkPolicies are made for others.`;
    return [finding(ownNamespaceRule, namespace.path, message, "Give message systems a namespace of their own.")];
  });
