import { portNumber, type Range } from "./broker-ports";
import type { Field } from "./field";
import { selects } from "./selector";
import type { Stack } from "./stack";

/** The NetworkPolicies of a namespace that restrict who connects to the pods with these labels. */
export function policiesFor(labels: Field, namespace: string, stack: Stack): Field[] {
  return stack
    .ofKind("NetworkPolicy", namespace)
    .filter((policy) => restrictsIngress(policy) && selects(policy.get("spec", "podSelector"), labels));
}

/** An absent list means Ingress. */
function restrictsIngress(policy: Field): boolean {
  const types = policy.get("spec", "policyTypes").items();
  return types.length === 0 || types.some((type) => type.text() === "Ingress");
}

const everyPort: Range = [0, 65535];

/** The TCP ports that a rule opens; a rule without a list opens all. */
export function openedBy(rule: Field, template: Field): Range[] {
  const ports = rule.get("ports").items();
  if (ports.length === 0) return [everyPort];
  return ports
    .filter((port) => (port.get("protocol").text() ?? "TCP") === "TCP")
    .flatMap((port): Range[] => {
      if (!port.get("port").present) return [everyPort];
      const first = portNumber(port.get("port"), template);
      return first === undefined ? [] : [[first, port.get("endPort").integer() ?? first]];
    });
}

/** Whether any address reaches a port of a pod: no policy restricts it, or a rule opens the port to all. */
export function isOpenToAll(port: number, template: Field, namespace: string, stack: Stack): boolean {
  const policies = policiesFor(template.get("metadata", "labels"), namespace, stack);
  const rules = policies.flatMap((policy) => policy.get("spec", "ingress").items());
  return (
    policies.length === 0 ||
    rules
      .filter((rule) => openedBy(rule, template).some(([first, last]) => first <= port && port <= last))
      .some((rule) => admitsAll(rule.get("from").items()))
  );
}

/** A list that is empty is of everybody, and so is the whole internet. */
const admitsAll = (peers: Field[]): boolean =>
  peers.length === 0 || peers.some((peer) => /\/0$/.test(peer.get("ipBlock", "cidr").text() ?? ""));
