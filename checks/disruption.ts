import { Field, readable, Unreadable } from "./field";
import { finding, judge, type Check, type Finding, type RuleFacts } from "./finding";
import { recognise } from "./recognise";
import { selects } from "./selector";
import type { Stack } from "./stack";
import { namespaceOf, podTemplate, replicasOf } from "./workload";

export const disruptionRule: RuleFacts = { id: "disruption-budget", severity: "high" };

/** Limits of the rule. */
export interface DisruptionSettings {
  /** Whether pods that do not work must be evictable however many others are away. */
  unhealthyPods: "AlwaysAllow" | "any";
}

/** Every StatefulSet of several replicas has a PodDisruptionBudget, and a message system keeps its majority under it. */
export const checkDisruption: Check<DisruptionSettings> = (kind, object, { settings, stack }) =>
  judge(disruptionRule, () => {
    const root = new Field(object);
    const replicas = replicasOf(root);
    if (kind !== "StatefulSet" || replicas < 2) return [];
    const most = mayLose(recognise(kind, root)?.system, replicas);
    const rollout = judge(disruptionRule, () => judgeRollout(root, replicas, most));
    const budgets = covering(stack?.ofKind("PodDisruptionBudget", namespaceOf(root)) ?? [], podTemplate(kind, root));
    if (budgets.length === 0) {
      const message = `No PodDisruptionBudget of its namespace selects the pods of this StatefulSet of ${replicas} replicas.`;
      return [finding(disruptionRule, "spec.template.metadata.labels", message, advice), ...rollout];
    }
    const allowed = budgets.map((budget) => disruptionsAllowed(budget, () => expectedPods(budget, root, stack)));
    const down = Math.min(replicas, ...allowed);
    const others = [...(settings.unhealthyPods === "any" ? [] : budgets.flatMap(judgeUnhealthy)), ...rollout];
    if (down <= most) return others;
    const message = `The PodDisruptionBudget lets ${down} of ${replicas} pods be evicted at once; ${most} is the most that may be away.`;
    return [finding(disruptionRule, "spec.replicas", message, advice), ...others];
  });

const advice = "Add a policy/v1 PodDisruptionBudget with the workload's labels as selector and maxUnavailable: 1.";

/** Workloads whose replicas the disruption controller counts. */
const scalable = ["StatefulSet", "Deployment", "ReplicaSet", "ReplicationController"];

/** How many pods a budget is about: those of every workload that it selects, which a percentage is of. */
function expectedPods(budget: Field, own: Field, stack?: Stack): number {
  const selector = budget.get("spec", "selector");
  const others = scalable.flatMap((kind) =>
    (stack?.ofKind(kind, namespaceOf(own)) ?? []).filter((workload) =>
      readable(() => selects(selector, podTemplate(kind, workload).get("metadata", "labels"))),
    ),
  );
  return Math.max(
    replicasOf(own),
    others.reduce((sum, workload) => sum + replicasOf(workload), 0),
  );
}

/** A rollout asks no budget. */
function judgeRollout(workload: Field, replicas: number, most: number): Finding[] {
  const field = workload.get("spec", "updateStrategy", "rollingUpdate", "maxUnavailable");
  const down = Math.min(replicas, amount(field, () => replicas) ?? 1);
  // One at once is the least there is.
  if (down <= Math.max(1, most)) return [];
  const message = `${field.path} lets a rollout take ${down} of ${replicas} pods at once; ${most} is the most that may be away.`;
  return [finding(disruptionRule, field.path, message, "Leave it out, which is 1.")];
}

/** A broken pod that may not be evicted keeps its node from being drained until somebody mends it. */
function judgeUnhealthy(budget: Field): Finding[] {
  const policy = budget.get("spec", "unhealthyPodEvictionPolicy");
  if (policy.text() === "AlwaysAllow") return [];
  const message = `${policy.path} is not AlwaysAllow, so a pod that does not work keeps its node from being drained.`;
  return [finding(disruptionRule, policy.path, message, "Set unhealthyPodEvictionPolicy: AlwaysAllow.")];
}

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
function disruptionsAllowed(budget: Field, pods: () => number): number {
  const maxUnavailable = amount(budget.get("spec", "maxUnavailable"), pods);
  if (maxUnavailable !== undefined) return maxUnavailable;
  const minAvailable = amount(budget.get("spec", "minAvailable"), pods);
  return minAvailable === undefined ? pods() : Math.max(0, pods() - minAvailable);
}

function amount(field: Field, pods: () => number): number | undefined {
  const written = field.scalar();
  if (written === undefined) return undefined;
  const match = /^(\d+)(%?)$/.exec(written);
  if (!match) throw new Unreadable(field.path, "a number or a percentage");
  return match[2] ? Math.ceil((Number(match[1]) * pods()) / 100) : Number(match[1]);
}
