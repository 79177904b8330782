import type { EnforcementLevel } from "@pulumi/policy";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { nearest } from "../checks/nearest";
import type { Rule } from "./rule";

/** Levels a policy can have; none of ours mends resources by itself. */
export const levels = ["advisory", "mandatory", "disabled"] as const satisfies EnforcementLevel[];
type Level = (typeof levels)[number];

/** What is configured: a level, or a level and limits, by policy; `all` is for every policy that says nothing itself. */
export type PackConfig = Record<string, Level | { enforcementLevel?: Level; [setting: string]: unknown }>;

/** The level of a rule; what nobody configures is mandatory. */
export function levelOf(rule: Rule, config: PackConfig): EnforcementLevel {
  const level = (name: string) => {
    const entry = config[name];
    return typeof entry === "string" ? entry : entry?.enforcementLevel;
  };
  return level(rule.id) ?? level("all") ?? "mandatory";
}

/** The limits that are configured for a rule. */
export function propertiesOf(rule: Rule, config: PackConfig): object {
  const entry = config[rule.id];
  if (entry === undefined || typeof entry === "string") return {};
  return Object.fromEntries(Object.entries(entry).filter(([name]) => name !== "enforcementLevel"));
}

/**
 * Reads the configuration of a stack, `config/<stack>.json`; a stack without such a file has the defaults.
 * @throws {Error} a text for people that lists every wrong name and value.
 */
export function loadConfig(directory: string, stack: string | undefined, rules: Rule[]): PackConfig {
  const file = join(directory, "config", `${stack ?? ""}.json`);
  if (stack === undefined || !existsSync(file)) return {};
  let config: unknown;
  try {
    config = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw new Error(`policies/config/${stack}.json: this is not valid JSON`);
  }
  refuse(`policies/config/${stack}.json`, problems(config, rules));
  return config as PackConfig;
}

/** @throws {Error} one text that lists the problems, when there are any. */
export function refuse(subject: string, found: string[]): void {
  if (found.length === 0) return;
  throw new Error([`${subject}: ${found.length} problem${found.length === 1 ? "" : "s"}`, ...found].join("\n  "));
}

function problems(config: unknown, rules: Rule[]): string[] {
  if (!isMap(config)) return ["this is not a map of policies"];
  return [
    ...misnamed(config, rules),
    ...Object.entries(config).flatMap(([name, entry]) => {
      const rule = rules.find(({ id }) => id === name);
      if (!isMap(entry)) return isLevel(entry) ? [] : [`${name}: not one of the levels ${levels.join(", ")}`];
      return Object.entries(entry).flatMap(([key, value]) => {
        const allowed = key === "enforcementLevel" ? `one of ${levels.join(", ")}` : unmet(rule, key, value);
        return allowed === undefined || (key === "enforcementLevel" && isLevel(value))
          ? []
          : [`${name}.${key}: not ${allowed}`];
      });
    }),
  ];
}

/** Names that are no policy or no setting of their policy, each with the nearest right one. */
export function misnamed(config: Record<string, unknown>, rules: Rule[]): string[] {
  return Object.entries(config).flatMap(([name, entry]) => {
    const rule = rules.find(({ id }) => id === name);
    if (!rule && name !== "all") return [unknownName(name, "policy", [...rules.map(({ id }) => id), "all"])];
    const settings = ["enforcementLevel", ...Object.keys(rule?.settings ?? {})];
    const keys = isMap(entry) ? Object.keys(entry) : [];
    return keys
      .filter((key) => !settings.includes(key))
      .map((key) => `${name}.${unknownName(key, "setting", settings)}`);
  });
}

function unknownName(name: string, what: string, names: string[]): string {
  const near = nearest(name, names);
  return `${name}: no such ${what}; ${near ? `write ${near}` : `there are ${names.join(", ")}`}`;
}

/** What a setting may be, when the value is not that. */
function unmet(rule: Rule | undefined, name: string, value: unknown): string | undefined {
  const setting = (
    rule?.settings as Record<string, { type: string; enum?: unknown[]; minimum?: number }> | undefined
  )?.[name];
  switch (setting?.type) {
    case "boolean":
      return typeof value === "boolean" ? undefined : "true or false";
    case "integer":
      return Number.isInteger(value) && (value as number) >= (setting.minimum ?? 0)
        ? undefined
        : `a whole number from ${setting.minimum}`;
    case "string":
      return setting.enum?.includes(value) ? undefined : `one of ${setting.enum?.join(", ")}`;
    default:
      return undefined;
  }
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isLevel = (value: unknown): boolean => levels.some((level) => level === value);
