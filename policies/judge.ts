import { expand, type Expanded } from "../checks/custom/expand";
import { isExempt } from "../checks/exemption";
import { Field } from "../checks/field";
import type { Context, Finding } from "../checks/finding";
import { Stack, type StackObject } from "../checks/stack";
import type { Rule } from "./rule";

/** A rule and the limits it judges by. */
export interface ActiveRule {
  rule: Rule;
  settings: object;
}

/** What a rule says of an object. */
export interface Verdict<T> {
  rule: Rule;
  finding: Finding;
  about: T;
}

/** What a rule finds in an object, unless the object is exempt from it. */
export function findingsOf<T extends StackObject>(
  rule: Rule,
  { kind, object, origin }: Expanded<T>,
  context: Context<object> & { today: string },
): Finding[] {
  const found = rule.check(kind, object, context);
  return found.length > 0 && isExempt(rule.id, new Field(origin.object), context.today) ? [] : found;
}

/** Judges the objects of a stack by all rules, in one walk. */
export function judgeObjects<T extends StackObject>(
  objects: readonly T[],
  active: readonly ActiveRule[],
  today: string,
): Verdict<T>[] {
  const expanded = expand(objects);
  const stack = new Stack(expanded);
  const byKind = new Map<string, ActiveRule[]>();
  for (const one of active) {
    for (const kind of one.rule.kinds) byKind.set(kind, [...(byKind.get(kind) ?? []), one]);
  }
  const verdicts = expanded.flatMap((one) =>
    (byKind.get(one.kind) ?? []).flatMap(({ rule, settings }) =>
      findingsOf(rule, one, { settings, today, ...(rule.joins && { stack }) }).map((finding) => ({
        rule,
        finding,
        about: one.origin,
      })),
    ),
  );
  return distinctOf(verdicts);
}

/** What an operator makes of one resource may say the same several times. */
function distinctOf<T>(verdicts: Verdict<T>[]): Verdict<T>[] {
  const told = new Map<T, Set<string>>();
  return verdicts.filter(({ finding: { id, message }, about }) => {
    const messages = told.get(about) ?? new Set();
    told.set(about, messages);
    const isNew = !messages.has(`${id} ${message}`);
    messages.add(`${id} ${message}`);
    return isNew;
  });
}
