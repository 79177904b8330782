import { readConfig, completed, type RuleConfig } from "../policies/config";
import { judgeObjects, type ActiveRule } from "../policies/judge";
import { rules } from "../policies/list";
import { readDocuments } from "./documents";
import { objectsOf, withoutOwned, type Located } from "./objects";
import { lineOf } from "./place";
import type { Problem, Source } from "./sources";

/** One thing that is wrong, as `--format json` shows it. */
export interface Found {
  id: string;
  severity: string;
  /** `Kind/namespace/name`. */
  resource: string;
  message: string;
  remedy: string;
  file: string;
  line: number;
}

/** What an audit has to say. */
export interface Audit {
  found: (Found & { mandatory: boolean })[];
  problems: Problem[];
  /** Things to know that are nobody's fault. */
  notes: string[];
  /** What was judged, as `Kind/namespace/name`. */
  resources: { resource: string; file: string }[];
}

/** The rules in force, by a file in the format of policies/config or by their defaults. */
export function activeRules(config: string | undefined): (ActiveRule & { mandatory: boolean })[] {
  const all = config === undefined ? completed({}, rules) : readConfig(config, config, rules);
  return rules.flatMap((rule) => {
    const { enforcementLevel, ...settings } = all[rule.id] as RuleConfig;
    if (enforcementLevel === "disabled") return [];
    return [{ rule, settings, mandatory: enforcementLevel !== "advisory" }];
  });
}

/** Judges texts as one stack: rules that join objects join them over all files. */
export function audit(sources: Source[], active: ReturnType<typeof activeRules>, today: string): Audit {
  const documents = sources.map(readDocuments);
  const read = documents.flatMap(({ texts }) => texts).map(objectsOf);
  const { judged, orphans } = withoutOwned(read.flatMap(({ objects }) => objects));
  const mandatory = new Set(active.filter((one) => one.mandatory).map(({ rule }) => rule.id));
  const found = judgeObjects(judged, active, today).map(
    ({ finding: { id, severity, message, remedy, path }, about }) => {
      const place = placeOf(about, path ?? "", judged);
      const { file } = place.object.text;
      const line = lineOf(place.object, place.path, /^[\w.-]+(?= in )/.exec(message)?.[0]);
      return { id, severity, resource: about.resource, message, remedy, file, line, mandatory: mandatory.has(id) };
    },
  );
  return {
    found: found.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1)),
    problems: [...documents, ...read].flatMap(({ problems }) => problems),
    notes: orphans.map(
      ({ resource }) => `${resource} is not judged: a controller made it of an object that is not here`,
    ),
    resources: judged.map(({ resource, text }) => ({ resource, file: text.file })),
  };
}

/** A path may lead into another object: `ConfigMap/kafka-config.data["server.properties"]`. */
function placeOf(about: Located, path: string, objects: Located[]): { object: Located; path: string } {
  if (!/^\w+\//.test(path)) return { object: about, path };
  const [, namespace = ""] = about.resource.split("/");
  const prefix = (other: Located) => other.resource.replace(`/${namespace}/`, "/");
  const others = objects.filter((other) => other.resource.split("/")[1] === namespace);
  const other = others.find((one) => path === prefix(one) || /^[.[]/.test(after(path, prefix(one)) ?? ""));
  return other ? { object: other, path: after(path, prefix(other)) ?? "" } : { object: about, path: "" };
}

const after = (text: string, prefix: string): string | undefined =>
  text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
