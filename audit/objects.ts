import { Field, readable } from "../checks/field";
import { kindOf } from "../checks/kind";
import type { StackObject } from "../checks/stack";
import type { Text } from "./documents";
import type { Problem } from "./sources";

/** An object of Kubernetes in a document. */
export interface Located extends StackObject {
  /** `Kind/namespace/name`. */
  resource: string;
  text: Text;
  /** Where it is in the document; empty, or an entry of a list. */
  at: (string | number)[];
}

/** The objects of a document, those of a list one by one. */
export function objectsOf(text: Text): { objects: Located[]; problems: Problem[] } {
  const objects: Located[] = [];
  const problems: Problem[] = [];
  const add = (value: unknown, at: (string | number)[], inherited: Header): void => {
    const header = headerOf(value, inherited);
    if (typeof header === "string") {
      // A folder holds other YAML too; what is named must be an object.
      if (header !== nothing || !text.found || at.length > 0) problems.push(problem(text, at, header));
      return;
    }
    const items = header.kind.endsWith("List") ? (value as { items?: unknown }).items : undefined;
    if (items === undefined) objects.push(located(text, at, header, value));
    else if (Array.isArray(items)) items.forEach((item, index) => add(item, [...at, "items", index], itemOf(header)));
    else if (items !== null) problems.push(problem(text, at, `the items of a ${header.kind} are no list`));
  };
  add(text.value, [], {});
  return { objects, problems };
}

interface Header {
  apiVersion?: string;
  kind?: string;
}

const nothing = "no object of Kubernetes: it has neither apiVersion nor kind";

/** What an object says it is, or what is wrong with that. */
function headerOf(value: unknown, inherited: Header): Required<Header> | string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return nothing;
  const { apiVersion, kind } = { ...inherited, ...value } as Record<string, unknown>;
  if (apiVersion === undefined && kind === undefined) return nothing;
  if (typeof apiVersion !== "string" || typeof kind !== "string" || kind === "") {
    return "no object of Kubernetes: apiVersion and kind must both be text";
  }
  return { apiVersion, kind };
}

/** Entries of a list of one kind may leave their own out, as the API server's answers do. */
function itemOf({ apiVersion, kind }: Required<Header>): Header {
  return kind === "List" ? {} : { apiVersion, kind: kind.slice(0, -"List".length) };
}

function located(
  text: Text,
  at: (string | number)[],
  { apiVersion, kind }: Required<Header>,
  object: unknown,
): Located {
  const metadata = new Field(object).get("metadata");
  const read = (key: string) => readable(() => metadata.get(key).text());
  const name = read("name") ?? read("generateName") ?? "?";
  return {
    kind: kindOf(apiVersion, kind),
    object,
    resource: `${kind}/${read("namespace") ?? "default"}/${name}`,
    text,
    at,
  };
}

function problem({ file, document, lineAt }: Text, at: (string | number)[], message: string): Problem {
  const node = document.getIn(at, true) as { range?: [number, number, number] } | undefined;
  return { file, line: lineAt(node?.range?.[0] ?? 0), message };
}

/**
 * Without what a controller makes of another object, such as the Pods of a StatefulSet in a cluster's dump: the object
 * that people wrote is judged. Told apart from those whose owner is not among the objects.
 */
export function withoutOwned(objects: Located[]): { judged: Located[]; orphans: Located[] } {
  const known = new Set(objects.map(({ resource }) => resource));
  const orphans = objects.filter((one) => {
    const owner = ownerOf(one);
    return owner !== undefined && !known.has(owner);
  });
  return { judged: objects.filter((one) => ownerOf(one) === undefined), orphans };
}

/** The controller that has made the object, as `Kind/namespace/name`. */
function ownerOf({ object, resource }: Located): string | undefined {
  return readable(() => {
    const references = new Field(object).get("metadata", "ownerReferences").items();
    const controller = references.find((reference) => reference.get("controller").isTrue());
    if (!controller) return undefined;
    const namespace = resource.split("/")[1] ?? "";
    return `${controller.get("kind").text() ?? ""}/${namespace}/${controller.get("name").text() ?? ""}`;
  });
}
