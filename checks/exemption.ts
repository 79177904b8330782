import { Field, readable } from "./field";
import { finding, judge, type Check, type RuleFacts } from "./finding";

/** `<rule>: reason, until YYYY-MM-DD`; several, a line each or parted by semicolons. */
export const exemptionAnnotation = "policy.messaging.dev/exempt";

export const exemptionRule: RuleFacts = { id: "exemption", severity: "high" };
export const exemptedRule: RuleFacts = { id: "exempted", severity: "low" };

/** Limits of the rule. */
export interface ExemptionSettings {
  /** How many days ahead an exemption may last. */
  longestDays: number;
}

/** A rule that somebody has set aside on an object. The reason is free text, so nothing that is told holds it. */
export interface Exemption {
  id: string;
  /** The last day, as `2027-01-31`. */
  until: string;
}

/** Whether a rule is set aside on an object on that day. */
export function isExempt(id: string, object: Field, today: string): boolean {
  const written = readable(() => annotation(object).text()) ?? "";
  return (
    id !== exemptionRule.id &&
    written !== "" &&
    entriesOf(written).some(({ exemption }) => exemption?.id === id && exemption.until >= today)
  );
}

/** The day of a moment, in UTC. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

/** Exemptions are well-formed, of rules that there are, and not over. */
export function checkExemption(ids: readonly string[]): Check<ExemptionSettings> {
  return (_, object, { settings, today = dayOf(new Date()) }) =>
    judge(exemptionRule, () => {
      const { path } = annotation(new Field(object));
      return exemptionsOf(object).flatMap(({ number, exemption }) => {
        const problem = exemption ? wrong(exemption, ids, today, settings) : malformed;
        if (!problem) return [];
        return [finding(exemptionRule, path, `Exemption ${number} in ${path} ${problem[0]}.`, problem[1])];
      });
    });
}

/** Tells which rules are set aside, so that nobody takes silence for a verdict. */
export function checkExempted(ids: readonly string[]): Check<object> {
  return (_, object, { today = dayOf(new Date()) }) =>
    judge(exemptedRule, () => {
      const { path } = annotation(new Field(object));
      return exemptionsOf(object).flatMap(({ exemption }) =>
        exemption && ids.includes(exemption.id) && exemption.until >= today
          ? [finding(exemptedRule, path, `${exemption.id} does not count here until ${exemption.until}.`, advice)]
          : [],
      );
    });
}

type Problem = [problem: string, remedy: string];
const malformed: Problem = [
  "cannot be read",
  "Write it as <rule>: reason, until YYYY-MM-DD; several each on a line or parted by semicolons.",
];
const advice = "Mend the object and take the exemption away before it ends.";

function wrong({ id, until }: Exemption, ids: readonly string[], today: string, settings: ExemptionSettings) {
  const latest = dayOf(new Date(Date.parse(today) + settings.longestDays * 24 * 3600 * 1000));
  const problems: [boolean, ...Problem][] = [
    [!ids.includes(id), "is of no rule that there is", `Name one of ${ids.join(", ")}.`],
    [Number.isNaN(Date.parse(until)), "ends on a day that there is not", "Write the last day as YYYY-MM-DD."],
    [until < today, `of ${id} was over on ${until}`, "Mend the object, or decide anew and set a later day."],
    [until > latest, `of ${id} lasts longer than ${settings.longestDays} days`, `End it on ${latest} or before.`],
  ];
  const found = problems.find(([holds]) => holds);
  return found && ([found[1], found[2]] satisfies Problem);
}

const annotation = (object: Field): Field => object.get("metadata", "annotations", exemptionAnnotation);

function exemptionsOf(object: unknown): Entry[] {
  return entriesOf(annotation(new Field(object)).text() ?? "");
}

interface Entry {
  number: number;
  /** Undefined when it is not well-formed. */
  exemption?: Exemption;
}

function entriesOf(written: string): Entry[] {
  const entries = written.split(/[;\n]/).map((entry) => entry.trim());
  return entries
    .filter((entry) => entry !== "")
    .map((entry, index) => {
      const [, id, until] = /^([a-z0-9-]+)\s*:\s*\S.*?\s*,\s*until\s+(\d{4}-\d{2}-\d{2})$/.exec(entry) ?? [];
      const exemption = id !== undefined && until !== undefined ? { id, until } : undefined;
      return { number: index + 1, ...(exemption && { exemption }) };
    });
}
