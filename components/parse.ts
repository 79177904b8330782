import type { z } from "zod";
import { nearest } from "../checks/nearest";
import { literalOf, literalsIn } from "../checks/secrets/shapes";

/** One thing that is wrong with an input, in the four parts a person needs to mend it. */
export interface Problem {
  /** Where it is, from the subject down: `users[0].permissions[1].vhost`. */
  path: (string | number)[];
  /** What was found there. */
  value: unknown;
  /** What may stand there. */
  allowed: string;
  /** What to do. */
  remedy: string;
}

/** What is wrong with a key of a broker's configuration or its value, whoever gave it. */
export type KeyProblem = Pick<Problem, "allowed" | "remedy">;

/** What a value that goes into a line of a file must be. */
export const oneLine: KeyProblem = { allowed: "a value on one line", remedy: "remove the line break" };

/** Rules that look at several fields; they see a complete value with the defaults in it. */
export type Rule<T> = (value: T) => Problem[];

/**
 * Parses a value by its schema and rules.
 * @throws {Error} one error that lists every problem of schema and rules with path, value, what is allowed and the remedy.
 */
export function parse<S extends z.ZodType>(
  subject: string,
  schema: S,
  value: unknown,
  rules: Rule<z.output<S>>[] = [],
): z.output<S> {
  const { output, problems } = check(schema, value, rules);
  if (problems.length > 0) throw new Error(report(subject, problems));
  return output as z.output<S>;
}

/** All problems of a value; `output` is undefined when not even a part of it can be used. */
export function check<S extends z.ZodType>(
  schema: S,
  value: unknown,
  rules: Rule<z.output<S>>[],
): { output: z.output<S> | undefined; problems: Problem[] } {
  const first = schema.safeParse(value);
  if (first.success) return { output: first.data, problems: rules.flatMap((rule) => rule(first.data)) };
  const problems = first.error.issues.flatMap((issue) => explain(issue, value));
  // The rules need a whole value: what the schema refused gives way to its default, so that one run shows all problems. Not where a
  // list or a map was refused: what refers to its entries would seem to refer to nothing.
  const structural = first.error.issues.some(
    (issue) => issue.code === "invalid_type" && /array|object|record/.test(issue.expected),
  );
  const rest = structural ? undefined : schema.safeParse(without(value, problems));
  if (!rest?.success) return { output: undefined, problems };
  const refused = problems.map((problem) => formatPath(problem.path));
  const more = rules
    .flatMap((rule) => rule(rest.data))
    .filter((problem) => !refused.includes(formatPath(problem.path)));
  return { output: rest.data, problems: [...problems, ...more] };
}

/** The text of an error: a line that counts, then four parts a problem. */
export function report(subject: string, problems: Problem[]): string {
  const lines = problems.map(
    ({ path, value, allowed, remedy }) =>
      `  ${formatPath(path)}: ${show(value, path)}\n    allowed: ${allowed}\n    remedy: ${remedy}`,
  );
  return [`${subject}: ${problems.length === 1 ? "1 problem" : `${problems.length} problems`}`, ...lines].join("\n");
}

function formatPath(path: Problem["path"]): string {
  return path.map((part, i) => (typeof part === "number" ? `[${part}]` : i === 0 ? part : `.${part}`)).join("");
}

/** What was found, unless it looks like a secret: a password under a name that does not exist is still a password. */
function show(value: unknown, path: Problem["path"]): string {
  if (value === undefined) return "missing";
  const own = String(path.findLast((part) => typeof part === "string") ?? "");
  const hide = (key: string, inner: unknown): unknown => (isSecret(key || own, inner) ? "[hidden]" : inner);
  const text = JSON.stringify(value, hide) ?? typeof value;
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function isSecret(name: string, value: unknown): boolean {
  const text: unknown = Array.isArray(value) ? value.join(" ") : value;
  if (typeof text !== "string") return false;
  // A Secret's name is none.
  const words = name === "existingSecret" ? "" : name.replace(/([a-z])([A-Z])/g, "$1_$2");
  return literalOf(words, text).length > 0 || literalsIn(text).length > 0;
}

function at(value: unknown, path: Problem["path"]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key], value);
}

function without(value: unknown, problems: Problem[]): unknown {
  const copy: unknown = structuredClone(value);
  for (const { path } of problems) {
    const parent = at(copy, path.slice(0, -1));
    const key = path.at(-1);
    if (key === undefined || typeof parent !== "object" || parent === null) continue;
    delete (parent as Record<string | number, unknown>)[key];
  }
  return copy;
}

type Issue = z.core.$ZodIssue;

function explain(issue: Issue, root: unknown, prefix: Problem["path"] = []): Problem[] {
  const path = [...prefix, ...(issue.path as Problem["path"])];
  const value = at(root, path);
  if (issue.code === "unrecognized_keys") {
    // zod does not say which keys there are; schemas carry them in their message (see `object` in schema.ts).
    const known = issue.message.split(" ");
    return issue.keys.map((key) => {
      const near = nearest(key, known);
      return {
        path: [...path, key],
        value: at(value, [key]),
        allowed: `the settings ${known.join(", ")}`,
        remedy: near ? `write ${near}` : "remove it",
      };
    });
  }
  if (issue.code === "invalid_union") {
    // A text or an object: of the two, what the value is one of says what is wrong inside it.
    const isOther = (inner: Issue) => inner.path.length === 0 && inner.code === "invalid_type";
    const branch = issue.errors.find((inner) => !inner.some(isOther));
    if (branch) return branch.flatMap((inner) => explain(inner, root, path));
  }
  const allowed = describe(issue);
  // YAML takes 4.3 for a number, and 4.10 for the same as 4.1.
  const unquoted = issue.code === "invalid_value" && typeof value === "number";
  const remedy =
    value === undefined ? `add ${allowed}` : unquoted ? `write it in quotes: "${value}"` : `change it to ${allowed}`;
  return [{ path, value, allowed, remedy }];
}

const typeNames: Partial<Record<string, string>> = {
  string: "a text",
  int: "a whole number",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "a map of settings",
  record: "a map of keys and values",
};

function describe(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return typeNames[issue.expected] ?? `a value of type ${issue.expected}`;
    case "invalid_value":
      return issue.values.length === 1 ? String(issue.values[0]) : `one of ${issue.values.join(", ")}`;
    case "too_small":
      return issue.origin === "string" || issue.origin === "array"
        ? "at least one entry"
        : `a number from ${issue.minimum}`;
    case "too_big":
      return `a number up to ${issue.maximum}`;
    default:
      // Formats: the schema's own message says what may stand there.
      return issue.message;
  }
}
