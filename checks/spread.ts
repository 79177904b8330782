import { membersOf } from "./component";
import { Field } from "./field";
import { finding, judge, type Check, type RuleFacts } from "./finding";
import { hardRules, softRules, survey, type Survey } from "./topology";
import { podTemplate, replicasOf } from "./workload";

export const spreadRule: RuleFacts = { id: "node-spread", severity: "high" };

/** Limits of the rule. */
export interface SpreadSettings {
  /** Accept a preferred anti-affinity or a soft spread, which the scheduler may set aside. */
  allowPreferred: boolean;
}

const hostname = "kubernetes.io/hostname";
const where = "spec.template.spec.affinity.podAntiAffinity";
const remedy =
  `Add a requiredDuringSchedulingIgnoredDuringExecution term with topologyKey ${hostname} ` +
  "and a labelSelector that matches the pod template's labels.";

/** The pods of a StatefulSet with several replicas are kept on different nodes. */
export const checkSpread: Check<SpreadSettings> = (kind, object, { settings }) =>
  judge(spreadRule, () => {
    const root = new Field(object);
    if (kind !== "StatefulSet") return judgeComponent(kind, root, settings);
    const replicas = replicasOf(root);
    if (replicas < 2) return [];
    const hard = survey(hardRules(podTemplate(kind, root)), hostname, root);
    if (hard.good > 0) return [];
    const soft = survey(softRules(podTemplate(kind, root)), hostname, root);
    if (settings.allowPreferred && soft.good > 0) return [];
    const unreadable = hard.unreadable ?? (settings.allowPreferred ? soft.unreadable : undefined);
    if (unreadable) throw unreadable;
    return [finding(spreadRule, hard.missed ?? where, explain(replicas, hard, soft), remedy)];
  });

/** Our components have the rule as a setting. */
function judgeComponent(kind: string, args: Field, { allowPreferred }: SpreadSettings) {
  if (allowPreferred || args.get("antiAffinity").text() !== "preferred") return [];
  const members = membersOf(kind, args);
  // Left out means the component's default, which is several.
  if (members.every((one) => (one.args.get("replicas").integer() ?? 3) < 2)) return [];
  const message = "antiAffinity is preferred, so several replicas may run on one node and go down with it.";
  return [finding(spreadRule, "antiAffinity", message, "Leave antiAffinity out or set it to required.")];
}

function explain(replicas: number, hard: Survey, soft: Survey): string {
  const why = hard.missed
    ? `${hard.missed} selects other pods than the workload's own`
    : soft.good > 0
      ? "their anti-affinity by node is only preferred"
      : "nothing keeps them apart by node";
  return `The ${replicas} replicas may run on one node and go down with it: ${why}.`;
}
