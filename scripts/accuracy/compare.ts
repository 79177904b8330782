import type { Bundle, CorpusObject } from "../../tests/corpus/corpus";
import { equivalents, general } from "./equivalents";
import { expectedOf, rowOf, ruleOf, type Row } from "./score";
import type { Said } from "./tools";

/** Kinds that every tool knows. */
const plainKinds =
  /^(StatefulSet|Deployment|ReplicaSet|Job|Pod|Service|ConfigMap|Role|RoleBinding|PodDisruptionBudget)\//;

/** What the labels ask of plain objects, by rules that another tool has too. */
export const comparable = (bundle: Bundle): Row[] =>
  expectedOf(bundle).filter((row) => plainKinds.test(row.split(" ")[1] ?? "") && ruleOf(row) in equivalents);

/** The findings of another tool, as if our rules had made them; what no rule of ours asks is left out. */
export function asOurs(tool: string, bundle: Bundle, objects: CorpusObject[], said: Said[]): Row[] {
  const rows = Object.entries(equivalents).flatMap(([rule, byTool]) =>
    said
      .filter(({ check }) => byTool[tool]?.includes(check))
      .map(({ id }) => owner(id, objects))
      .filter((id) => judged(rule, id, bundle))
      .map((id) => rowOf(bundle.name, id, rule)),
  );
  return [...new Set(rows)];
}

/** The rules about message systems say nothing of others, so the same findings about others do not count as wrong. */
function judged(rule: string, id: string, { findings }: Bundle): boolean {
  if (general.includes(rule) || id.startsWith("Service/")) return true;
  return Object.keys(findings[id] ?? {}).some((labelled) => !general.includes(labelled));
}

/** Checkov names some findings by the pods of a workload: `Pod/kafka.app-kafka`. */
function owner(id: string, objects: CorpusObject[]): string {
  if (objects.some((object) => object.id === id)) return id;
  const [, name = ""] = id.split("/");
  const workload = objects.find(
    (object) =>
      /^(StatefulSet|Deployment|ReplicaSet|Job)\//.test(object.id) && name.split(".")[0] === object.id.split("/")[1],
  );
  return workload?.id ?? id;
}
