import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { configProblems, levels, refuse } from "./config-problems";
import { defaultsOf, type Rule } from "./rule";

type Level = (typeof levels)[number] | "remediate";

/** A rule's level and limits. */
export type RuleConfig = { enforcementLevel: Level } & Record<string, unknown>;

/** What a file says: a level, or a level and limits, by policy; `all` is for every policy that says nothing itself. */
type ConfigFile = Record<string, Level | Partial<RuleConfig>>;

/**
 * The configuration of a stack from `config/<stack>.json`, complete. Completeness is no luxury: the engine takes what
 * the pack tells it without a level for advisory.
 * @throws {Error} a text for people that lists every wrong name and value.
 */
export function loadConfig(directory: string, stack: string | undefined, rules: Rule[]): Record<string, RuleConfig> {
  const file = join(directory, "config", `${stack ?? ""}.json`);
  if (stack === undefined || !existsSync(file)) return completed({}, rules);
  return readConfig(file, `policies/config/${stack}.json`, rules);
}

/**
 * The configuration of a file, complete.
 * @param subject what the file is called in an error.
 * @throws {Error} a text for people that lists every wrong name and value.
 */
export function readConfig(file: string, subject: string, rules: Rule[]): Record<string, RuleConfig> {
  const config = parse(file);
  refuse(subject, config === undefined ? ["this is not JSON"] : configProblems(config, rules));
  return completed(config as ConfigFile, rules);
}

/** What a file says, or nothing, with the defaults of all rules. */
export function completed(config: ConfigFile, rules: Rule[]): Record<string, RuleConfig> {
  return Object.fromEntries(rules.map((rule) => [rule.id, configOf(rule, config)]));
}

function configOf(rule: Rule, config: ConfigFile): RuleConfig {
  const [all, own] = [config["all"], config[rule.id]].map((entry) =>
    typeof entry === "string" ? { enforcementLevel: entry } : entry,
  );
  return { enforcementLevel: rule.level ?? "mandatory", ...defaultsOf(rule), ...all, ...own };
}

/** The content; undefined when it is not JSON. */
function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
