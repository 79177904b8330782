import { Field, readable } from "./field";
import { distinct, finding, judge, type Check, type Finding, type RuleFacts } from "./finding";
import { judgeRole } from "./rbac-role";
import type { Stack } from "./stack";
import { accountOf, namespaceOf } from "./workload";

export const rbacRule: RuleFacts = { id: "rbac", severity: "high" };

/** Roles of Kubernetes that read every Secret and start commands in every pod. */
const mighty = ["cluster-admin", "admin", "edit"];

/** What a binding gives a broker's account is little and named, and nobody without a name is given anything. */
export const checkRbac: Check<object> = (kind, object, { stack }) =>
  judge(rbacRule, () => {
    const binding = new Field(object);
    if (!stack) return [];
    const subjects = binding.get("subjects").items();
    return [
      ...subjects.flatMap((subject) => judge(rbacRule, () => judgeSubject(kind, binding, subject, stack))),
      ...judge(rbacRule, () =>
        subjects.some((subject) => isBroker(subject, binding, stack)) ? judgeReference(binding, stack) : [],
      ),
    ];
  });

/** Nobody who does not say who he is has rights where brokers are; what Kubernetes itself binds is public. */
function judgeSubject(kind: string, binding: Field, subject: Field, stack: Stack): Finding[] {
  const near = kind === "RoleBinding" ? stack.brokersIn(namespaceOf(binding)).length > 0 : stack.hasBrokers;
  const name = subject.get("name");
  if (!near || !["system:anonymous", "system:unauthenticated"].includes(name.text() ?? "")) return [];
  if (binding.get("metadata", "labels", "kubernetes.io/bootstrapping").text() === "rbac-defaults") return [];
  const message = `${name.path} is everybody who reaches the API server, in a namespace or cluster with brokers.`;
  return [finding(rbacRule, name.path, message, "Bind the account of who needs it.")];
}

/** The subject is an account of a broker, or a group that it is in. */
function isBroker(subject: Field, binding: Field, stack: Stack): boolean {
  const name = subject.get("name").text() ?? "";
  if (subject.get("kind").text() === "ServiceAccount") {
    const namespace = readable(() => subject.get("namespace").text()) ?? namespaceOf(binding);
    return stack.brokersIn(namespace).some(({ broker }) => name === accountOf(broker.template.get("spec")));
  }
  if (name === "system:serviceaccounts" || name === "system:authenticated") return stack.hasBrokers;
  const [, namespace] = /^system:serviceaccounts:(.+)$/.exec(name) ?? [];
  return namespace !== undefined && stack.brokersIn(namespace).length > 0;
}

function judgeReference(binding: Field, stack: Stack): Finding[] {
  const [kind, name] = [binding.get("roleRef", "kind").text() ?? "", binding.get("roleRef", "name")];
  const written = name.text();
  if (kind === "ClusterRole" && mighty.includes(written ?? "")) {
    const message = `${name.path} is ${written ?? ""}: who breaks into the broker reads every Secret and starts commands in every pod it reaches.`;
    return [
      finding(rbacRule, name.path, message, "Bind a Role with the verbs and resources that the broker asks for."),
    ];
  }
  const namespace = kind === "ClusterRole" ? "default" : namespaceOf(binding);
  const roles = stack.ofKind(kind, namespace).filter((role) => role.get("metadata", "name").text() === written);
  return distinct(roles.flatMap((role) => judgeRole(rbacRule, role)));
}
