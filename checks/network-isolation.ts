import { memberPorts, type Range } from "./broker-ports";
import { Field } from "./field";
import { finding, judge, type Check, type Finding, type RuleFacts } from "./finding";
import { openedBy, policiesFor } from "./network-policy";
import { strangers, type Members } from "./peers";
import { recognise } from "./recognise";
import type { Stack } from "./stack";
import { namespaceOf } from "./workload";

export const networkIsolationRule: RuleFacts = { id: "network-isolation", severity: "high" };

/** A NetworkPolicy selects a broker's pods, and the ports between members are open to members alone. */
export const checkNetworkIsolation: Check<object> = (kind, object, { stack }) =>
  judge(networkIsolationRule, () => {
    const root = new Field(object);
    const broker = recognise(kind, root);
    if (!broker || !stack) return [];
    const labels = broker.template.get("metadata", "labels");
    const policies = policiesFor(labels, namespaceOf(root), stack);
    if (policies.length === 0) {
      const message = "No NetworkPolicy of its namespace restricts who connects to the pods of this broker.";
      return [finding(networkIsolationRule, labels.path, message, remedy)];
    }
    const members = { labels, others: labelsOfSystem(broker.system, namespaceOf(root), stack) };
    const closed = memberPorts(root, broker, stack);
    return policies
      .flatMap((policy) => policy.get("spec", "ingress").items())
      .flatMap((rule) => judge(networkIsolationRule, () => judgeRule(rule, closed, broker.template, members)));
  });

const remedy =
  "Add a NetworkPolicy that selects the pods, with policyTypes: [Ingress] and a rule for each kind of client: " +
  "its ports, its podSelector.";

/** Labels of the pods of the same system in the namespace: the controllers of brokers, the brokers of controllers. */
function labelsOfSystem(system: string, namespace: string, stack: Stack): Field[] {
  const brokers = stack.brokersIn(namespace).map(({ broker }) => broker);
  return brokers.filter((broker) => broker.system === system).map(({ template }) => template.get("metadata", "labels"));
}

function judgeRule(rule: Field, closed: Range[], template: Field, members: Members): Finding[] {
  const opened = openedBy(rule, template);
  const touched = closed.filter((range) => opened.some((other) => overlap(range, other)));
  if (touched.length === 0) return [];
  // Whoever may use other ports in the same breath is a client, not a tool.
  const clients = opened.some((range) => !closed.some((inner) => range[0] >= inner[0] && range[1] <= inner[1]));
  const who = strangers(rule, members, clients);
  if (who === undefined) return [];
  const ports = touched.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(", ");
  const message = `${rule.path} opens the ports between members (${ports}) to ${who}.`;
  return [
    finding(networkIsolationRule, rule.path, message, "Open them to the members' own labels in a rule of its own."),
  ];
}

const overlap = (a: Range, b: Range): boolean => a[0] <= b[1] && b[0] <= a[1];
