import { Unreadable, type Field } from "./field";
import { selects } from "./selector";
import { namespaceOf } from "./workload";

/** A rule of the scheduler that may keep pods apart. */
export interface Candidate {
  field: Field;
  /** Anti-affinity terms have namespaces and match labels of keys that they name. */
  term: boolean;
}

/** Rules that the scheduler keeps to. */
export function hardRules(template: Field): Candidate[] {
  const antiAffinity = template.get("spec", "affinity", "podAntiAffinity");
  return [
    ...antiAffinity.get("requiredDuringSchedulingIgnoredDuringExecution").items().map(asTerm),
    ...spreads(template, "DoNotSchedule"),
  ];
}

/** Rules that the scheduler sets aside when there is no room. */
export function softRules(template: Field): Candidate[] {
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

/** What the rules by one key amount to. */
export interface Survey {
  good: number;
  /** Path of the first rule by the key that does not select the pods themselves. */
  missed?: string;
  unreadable?: Unreadable;
}

/** Which of the rules are by the key and select the pods of the StatefulSet themselves. */
export function survey(candidates: Candidate[], key: string, workload: Field): Survey {
  const result: Survey = { good: 0 };
  for (const { field, term } of candidates) {
    try {
      if (field.get("topologyKey").text() !== key) continue;
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
