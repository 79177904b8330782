import { Field, Unreadable } from "./field";
import { finding, judge, type Check, type RuleFacts } from "./finding";
import { selects } from "./selector";
import { namespaceOf, podTemplate, replicasOf } from "./workload";

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
    if (kind !== "StatefulSet") return judgeComponent(root, settings);
    const replicas = replicasOf(root);
    if (replicas < 2) return [];
    const hard = survey(hardRules(podTemplate(kind, root)), root);
    if (hard.good > 0) return [];
    const soft = survey(softRules(podTemplate(kind, root)), root);
    if (settings.allowPreferred && soft.good > 0) return [];
    const unreadable = hard.unreadable ?? (settings.allowPreferred ? soft.unreadable : undefined);
    if (unreadable) throw unreadable;
    return [finding(spreadRule, hard.missed ?? where, explain(replicas, hard, soft), remedy)];
  });

/** Our components have the rule as a setting. */
function judgeComponent(args: Field, { allowPreferred }: SpreadSettings) {
  if (allowPreferred || args.get("antiAffinity").text() !== "preferred" || (args.get("replicas").integer() ?? 3) < 2) {
    return [];
  }
  const message = "antiAffinity is preferred, so several replicas may run on one node and go down with it.";
  return [finding(spreadRule, "antiAffinity", message, "Leave antiAffinity out or set it to required.")];
}

/** A rule of the scheduler that may keep the pods apart by node. */
interface Candidate {
  field: Field;
  /** Anti-affinity terms have namespaces and match labels of keys that they name. */
  term: boolean;
}

function hardRules(template: Field): Candidate[] {
  const antiAffinity = template.get("spec", "affinity", "podAntiAffinity");
  return [
    ...antiAffinity.get("requiredDuringSchedulingIgnoredDuringExecution").items().map(asTerm),
    ...spreads(template, "DoNotSchedule"),
  ];
}

function softRules(template: Field): Candidate[] {
  const antiAffinity = template.get("spec", "affinity", "podAntiAffinity");
  return [
    ...antiAffinity
      .get("preferredDuringSchedulingIgnoredDuringExecution")
      .items()
      .map((weighted) => asTerm(weighted.get("podAffinityTerm"))),
    ...spreads(template, "ScheduleAnyway"),
  ];
}

const asTerm = (field: Field): Candidate => ({ field, term: true });

/** With a skew above one, two replicas may share a node while another has none. */
function spreads(template: Field, whenUnsatisfiable: string): Candidate[] {
  return template
    .get("spec", "topologySpreadConstraints")
    .items()
    .filter((spread) => (spread.get("whenUnsatisfiable").text() ?? "DoNotSchedule") === whenUnsatisfiable)
    .filter((spread) => (spread.get("maxSkew").integer() ?? 1) === 1)
    .map((field) => ({ field, term: false }));
}

interface Survey {
  good: number;
  /** Path of the first rule by node that does not select the pods themselves. */
  missed?: string;
  unreadable?: Unreadable;
}

function survey(candidates: Candidate[], workload: Field): Survey {
  const result: Survey = { good: 0 };
  for (const { field, term } of candidates) {
    try {
      if (field.get("topologyKey").text() !== hostname) continue;
      if (selectsSelf(field, term, workload)) result.good += 1;
      else result.missed ??= field.path;
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      result.unreadable ??= error;
    }
  }
  return result;
}

function selectsSelf(field: Field, term: boolean, workload: Field): boolean {
  const labels = workload.get("spec", "template", "metadata", "labels");
  if (!selects(field.get("labelSelector"), labels)) return false;
  if (!term) return true;
  // A key whose values must differ shuts the pod's own equals out.
  if (field.get("mismatchLabelKeys").items().length > 0) return false;
  const namespaces = field.get("namespaces").items();
  const namespaceSelector = field.get("namespaceSelector");
  if (namespaces.length === 0 && !namespaceSelector.present) return true;
  if (namespaces.some((namespace) => namespace.text() === namespaceOf(workload))) return true;
  // An empty selector is every namespace; what another one selects cannot be seen from here.
  return namespaceSelector.present && namespaceSelector.entries().length === 0;
}

function explain(replicas: number, hard: Survey, soft: Survey): string {
  const why = hard.missed
    ? `${hard.missed} selects other pods than the workload's own`
    : soft.good > 0
      ? "their anti-affinity by node is only preferred"
      : "nothing keeps them apart by node";
  return `The ${replicas} replicas may run on one node and go down with it: ${why}.`;
}
