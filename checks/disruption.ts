import { Field, readable, Unreadable } from "./field";
import { finding, judge, type Check, type RuleFacts } from "./finding";
import { recognise } from "./recognise";
import { selects } from "./selector";
import { namespaceOf, podTemplate, replicasOf } from "./workload";

export const disruptionRule: RuleFacts = { id: "disruption-budget", severity: "high" };

/** Every StatefulSet of several replicas has a PodDisruptionBudget, and a message system keeps its majority under it. */
export const checkDisruption: Check<object> = (kind, object, { stack }) =>
  judge(disruptionRule, () => {
    const root = new Field(object);
    const replicas = replicasOf(root);
    if (kind !== "StatefulSet" || replicas < 2) return [];
    const budgets = covering(stack?.ofKind("PodDisruptionBudget", namespaceOf(root)) ?? [], podTemplate(kind, root));
    if (budgets.length === 0) {
      const message = `No PodDisruptionBudget of its namespace selects the pods of this StatefulSet of ${replicas} replicas.`;
      return [finding(disruptionRule, "spec.template.metadata.labels", message, advice)];
    }
    const most = mayLose(recognise(kind, root)?.system, replicas);
    const down = Math.min(...budgets.map((budget) => disruptionsAllowed(budget, replicas)));
    if (down <= most) return [];
    const message = `The PodDisruptionBudget lets ${down} of ${replicas} pods be evicted at once; ${most} is the most that may be away.`;
    return [finding(disruptionRule, "spec.replicas", message, advice)];
  });

const advice = "Add a policy/v1 PodDisruptionBudget with the workload's labels as selector and maxUnavailable: 1.";

/** Budgets that select the pods; an unknown selector counts only when no known one does. */
function covering(budgets: Field[], template: Field): Field[] {
  const covers = (budget: Field) => selects(budget.get("spec", "selector"), template.get("metadata", "labels"));
  const known = budgets.filter((budget) => readable(() => covers(budget)));
  return known.length > 0 ? known : budgets.filter(covers);
}

/** A majority stays of voters; of Kafka's brokers all but one, since a partition needs all but one of its replicas. */
function mayLose(system: string | undefined, replicas: number): number {
  if (system === undefined) return replicas - 1;
  return system === "kafka" ? 1 : Math.floor((replicas - 1) / 2);
}

/**
 * Pods that may be away at once; percentages are rounded up, as the disruption controller does.
 * A budget without either number promises nothing.
 */
export function disruptionsAllowed(budget: Field, replicas: number): number {
  const maxUnavailable = amount(budget.get("spec", "maxUnavailable"), replicas);
  if (maxUnavailable !== undefined) return Math.min(maxUnavailable, replicas);
  const minAvailable = amount(budget.get("spec", "minAvailable"), replicas);
  return minAvailable === undefined ? replicas : Math.max(0, replicas - minAvailable);
}

function amount(field: Field, replicas: number): number | undefined {
  const written = field.scalar();
  if (written === undefined) return undefined;
  const match = /^(\d+)(%?)$/.exec(written);
  if (!match) throw new Unreadable(field.path, "a number or a percentage");
  return match[2] ? Math.ceil((Number(match[1]) * replicas) / 100) : Number(match[1]);
}
