import { nearest } from "../checks/nearest";
import { settingsOf, type AnySetting, type Rule } from "./rule";

/** Levels a policy can have. */
export const levels = ["advisory", "mandatory", "disabled"] as const;

/** Levels of a rule: one that can mend objects may do so. */
export const levelsOf = (rule: Rule | undefined): readonly string[] => (rule?.mend ? [...levels, "remediate"] : levels);

/** All that is wrong with a configuration, a line each. */
export function configProblems(config: unknown, rules: Rule[]): string[] {
  if (!isMap(config)) return ["this is not a map of policies"];
  return [
    ...misnamed(config, rules),
    ...Object.entries(config).flatMap(([name, entry]) => {
      const rule = rules.find(({ id }) => id === name);
      if (!rule && name !== "all") return [];
      const enforcementLevel: AnySetting = { type: "string", enum: levelsOf(rule) };
      if (!isMap(entry)) return unmet(enforcementLevel, name, entry);
      const settings: Record<string, AnySetting> = { ...settingsOf(rule), enforcementLevel };
      return Object.entries(entry).flatMap(([key, value]) => unmet(settings[key], `${name}.${key}`, value));
    }),
  ];
}

/** Names that are no policy or no setting of their policy, each with the nearest right one. */
export function misnamed(config: Record<string, unknown>, rules: Rule[]): string[] {
  return Object.entries(config).flatMap(([name, entry]) => {
    const rule = rules.find(({ id }) => id === name);
    if (!rule && name !== "all") return [unknownName(name, "policy", [...rules.map(({ id }) => id), "all"])];
    const settings = ["enforcementLevel", ...Object.keys(settingsOf(rule))];
    const keys = isMap(entry) ? Object.keys(entry) : [];
    return keys
      .filter((key) => !settings.includes(key))
      .map((key) => `${name}.${unknownName(key, "setting", settings)}`);
  });
}

/** @throws {Error} one text that lists the problems, when there are any. */
export function refuse(subject: string, problems: string[]): void {
  if (problems.length === 0) return;
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  throw new Error([`${subject}: ${count}`, ...problems].join("\n  "));
}

function unknownName(name: string, what: string, names: string[]): string {
  const near = nearest(name, names);
  return `${name}: no such ${what}; ${near ? `write ${near}` : `there are ${names.join(", ")}`}`;
}

/** The value is not told: a file may be any file. */
function unmet(setting: AnySetting | undefined, path: string, value: unknown): string[] {
  const allowed: Record<string, [met: boolean, words: string]> = {
    boolean: [typeof value === "boolean", "true or false"],
    integer: [
      Number.isInteger(value) && Number(value) >= (setting?.minimum ?? 0),
      `a whole number from ${setting?.minimum}`,
    ],
    string: setting?.enum
      ? [setting.enum.includes(value), `one of ${setting.enum.join(", ")}`]
      : [
          typeof value === "string" && new RegExp(setting?.pattern ?? "").test(value),
          `a text like ${String(setting?.default)}`,
        ],
  };
  const [met, words] = allowed[setting?.type ?? ""] ?? [true, ""];
  return met ? [] : [`${path}: not ${words}`];
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
