import { Unreadable } from "./field";
import type { Stack } from "./stack";

/** How much is at stake, in the words of the policy SDK. */
export type Severity = "low" | "medium" | "high" | "critical";

/** One thing that is wrong with an object. */
export interface Finding {
  /** The rule's name, also the name of its page in docs/policies. */
  id: string;
  severity: Severity;
  /** What is wrong. Names paths, counts and quantities, never a value that may be a secret. */
  message: string;
  /** What to do about it. */
  remedy: string;
  /** Where it is in the object: `spec.template.spec.containers[0].resources`. */
  path?: string;
}

/** What a rule is called and how much is at stake. */
export interface RuleFacts {
  id: string;
  severity: Severity;
}

/** What a check knows beside the object. */
export interface Context<S> {
  /** The rule's limits, complete. */
  settings: S;
  /** The other objects, for rules that join; without it such a rule judges the object alone. */
  stack?: Stack;
  /** What the deployment does with the object; an object in a file has none. */
  options?: { protect: boolean };
  /** The day of the judgement, as `2027-01-31`. @default the day in UTC */
  today?: string;
}

/**
 * Judges one object.
 * @param kind its kind: `StatefulSet`, `ConfigMap`, `RabbitMQCluster`.
 * @param object the object as written, unknown values replaced by the marker of `field.ts`.
 */
export type Check<S> = (kind: string, object: unknown, context: Context<S>) => Finding[];

/** Makes findings of one rule. */
export function finding(rule: RuleFacts, path: string, message: string, remedy: string): Finding {
  return { id: rule.id, severity: rule.severity, message, remedy, path };
}

/** Without findings that say the same: several judgements may stop at one unknown value. */
export function distinct(findings: Finding[]): Finding[] {
  return [...new Map(findings.map((found) => [found.message, found])).values()];
}

/** Runs a judgement; a value in its way that cannot be read is a finding too, so that nothing passes unjudged. */
export function judge(rule: RuleFacts, judgement: () => Finding[]): Finding[] {
  try {
    return judgement();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return [
      error.expected === undefined
        ? finding(
            rule,
            error.path,
            `${error.path} is unknown before the deployment, so it cannot be judged.`,
            "Make it a literal: no output of another resource, and no secret.",
          )
        : finding(rule, error.path, `${error.path} is not ${error.expected}.`, `Make it ${error.expected}.`),
    ];
  }
}
