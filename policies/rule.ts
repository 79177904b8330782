import type { Check, RuleFacts } from "../checks/finding";
import type { Mend } from "../checks/mend";

/** A limit of a rule that people may set, in JSON Schema's words. The brackets keep a union of choices in one piece. */
export type Setting<T> = { description: string; default: T } & ([T] extends [boolean]
  ? { type: "boolean" }
  : [T] extends [number]
    ? { type: "integer"; minimum: number }
    : string extends T
      ? { type: "string"; pattern: string }
      : { type: "string"; enum: T[] });

/** The limits of a rule; their defaults have their only home here. */
export type Settings<S> = { [K in keyof S]: Setting<S[K]> };

/** A rule and all that is told about it; free of Pulumi, so that other tools can use the list too. */
export interface Rule<S extends object = object> extends RuleFacts {
  title: string;
  /** What holds for every object that the rule accepts. */
  description: string;
  /** How to mend an object that it refuses. */
  remediation: string;
  /** Kinds of objects that are judged. */
  kinds: readonly string[];
  /** How the rule is enforced where nothing is configured. @default mandatory */
  level?: "advisory" | "mandatory" | "disabled";
  /** Kinds that the judgement looks at besides; a rule that has some runs on the whole stack. */
  joins?: readonly string[];
  settings: Settings<S>;
  check: Check<S>;
  /** A rule that has it may be of level `remediate`. */
  mend?: Mend<S>;
}

/** The rule's page. */
export const pageOf = (rule: RuleFacts): string => `docs/policies/${rule.id}.md`;

/** A setting of which rule it is has been forgotten. */
export interface AnySetting {
  type: string;
  default?: unknown;
  enum?: readonly unknown[];
  minimum?: number;
  pattern?: string;
}

/** The settings by name. */
export const settingsOf = (rule: Rule | undefined): Record<string, AnySetting> => ({ ...rule?.settings });

/** The limits that hold when nothing is configured. */
export function defaultsOf(rule: Rule): object {
  return Object.fromEntries(Object.entries(settingsOf(rule)).map(([name, setting]) => [name, setting.default]));
}
