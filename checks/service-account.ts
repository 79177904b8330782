import { Field, readable } from "./field";
import { finding, judge, type Check, type RuleFacts } from "./finding";
import { recognise } from "./recognise";
import type { Stack } from "./stack";
import { accountOf, namespaceOf } from "./workload";

export const serviceAccountRule: RuleFacts = { id: "service-account", severity: "medium" };

/** Limits of the rule. */
export interface ServiceAccountSettings {
  /** Whether a broker must have an account of its own. */
  ownAccount: "required" | "optional";
}

/** A broker's pods hold no token of the Kubernetes API, unless a binding shows that they use it. */
export const checkServiceAccount: Check<ServiceAccountSettings> = (kind, object, { settings, stack }) =>
  judge(serviceAccountRule, () => {
    const root = new Field(object);
    const broker = recognise(kind, root);
    if (!broker) return [];
    const podSpec = broker.template.get("spec");
    const account = accountOf(podSpec);
    const refuse = ({ path }: Field, message: string, remedy: string) =>
      finding(serviceAccountRule, path, message, remedy);
    const findings = [];
    const flag = podSpec.get("automountServiceAccountToken");
    if (!flag.isFalse() && !(stack && isExcused(flag, account, namespaceOf(root), stack))) {
      const message = `${flag.path} is not false, so whoever breaks into the broker has a token of the Kubernetes API.`;
      findings.push(refuse(flag, message, "Set automountServiceAccountToken: false in the pod's spec."));
    }
    if (settings.ownAccount === "required" && account === "default") {
      const field = podSpec.get("serviceAccountName");
      const message = `${field.path} is not set, so the broker has whatever rights others give the namespace's default account.`;
      findings.push(refuse(field, message, "Give the broker a ServiceAccount of its own."));
    }
    return findings;
  });

/** The account says no where the pod says nothing, or a binding gives the account rights that it needs the token for. */
function isExcused(flag: Field, account: string, namespace: string, stack: Stack): boolean {
  if (!flag.present) {
    const own = stack.ofKind("ServiceAccount", namespace);
    const named = own.find((one) => one.get("metadata", "name").text() === account);
    if (named?.get("automountServiceAccountToken").isFalse()) return true;
  }
  if (account === "default") return false;
  return [...stack.ofKind("RoleBinding", namespace), ...stack.ofKind("ClusterRoleBinding", "default")].some((binding) =>
    binding
      .get("subjects")
      .items()
      .some((subject) => {
        if (subject.get("kind").text() !== "ServiceAccount" || subject.get("name").text() !== account) return false;
        return (readable(() => subject.get("namespace").text()) ?? namespace) === namespace;
      }),
  );
}
