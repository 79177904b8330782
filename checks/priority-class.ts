import { Field } from "./field";
import { finding, judge, type Check, type Finding, type RuleFacts } from "./finding";
import { recognise } from "./recognise";
import type { Stack } from "./stack";

export const priorityClassRule: RuleFacts = { id: "priority-class", severity: "low" };

/** A broker is of a PriorityClass above zero, so that it neither waits for nor makes way for what can run anywhere. */
export const checkPriorityClass: Check<object> = (kind, object, { stack }) =>
  judge(priorityClassRule, () => {
    const broker = recognise(kind, new Field(object));
    return broker ? judgePod(broker.template.get("spec"), stack) : [];
  });

function judgePod(podSpec: Field, stack?: Stack): Finding[] {
  const name = podSpec.get("priorityClassName");
  const written = name.text();
  const classes = stack?.ofKind("PriorityClass", "default") ?? [];
  if (written === undefined || written === "") {
    if (classes.some((one) => one.get("globalDefault").isTrue() && (one.get("value").integer() ?? 0) > 0)) return [];
    const message = `${name.path} is not set, so the broker makes way for every pod that has a priority.`;
    return [finding(priorityClassRule, name.path, message, "Name a PriorityClass of the cluster that is above zero.")];
  }
  if (written === "system-cluster-critical" || written === "system-node-critical") {
    const message = `${name.path} is a class of the cluster's own pods, which the broker would drive from their nodes.`;
    return [finding(priorityClassRule, name.path, message, "Name a class below those of the system.")];
  }
  const named = classes.find((one) => one.get("metadata", "name").text() === written)?.get("value");
  if (!named || (named.integer() ?? 0) > 0) return [];
  const message = `${named.path}, the broker's priority, is not above zero, which pods without a class have.`;
  return [finding(priorityClassRule, name.path, message, "Give the class a value above zero.")];
}
