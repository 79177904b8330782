import type { Bundle } from "../../tests/corpus/corpus";

/** A rule's finding in an object of a bundle: `bundle Kind/name rule`. */
export type Row = `${string} ${string} ${string}`;

export const rowOf = (bundle: string, id: string, rule: string): Row => `${bundle} ${id} ${rule}`;

/** What should be said of a bundle. */
export function expectedOf({ name, findings }: Bundle): Row[] {
  return Object.entries(findings).flatMap(([id, rules]) => Object.keys(rules).map((rule) => rowOf(name, id, rule)));
}

/** What the labels said before any was corrected: a correction that is no label took one away. */
export function firstLabelsOf(bundle: Bundle): Row[] {
  const corrected = new Set(Object.keys(bundle.corrected ?? {}).map((label): Row => `${bundle.name} ${label}` as Row));
  const now = expectedOf(bundle);
  return [...now.filter((row) => !corrected.has(row)), ...[...corrected].filter((row) => !now.includes(row))];
}

export const ruleOf = (row: Row): string => row.split(" ").at(-1) ?? "";

/** How often something was found that is there, found that is not, and missed. */
export interface Score {
  right: number;
  wrong: number;
  missed: number;
}

/** Compares what was said with what should be. */
export function scoreOf(said: ReadonlySet<Row>, expected: ReadonlySet<Row>): Score {
  const right = [...said].filter((row) => expected.has(row)).length;
  return { right, wrong: said.size - right, missed: expected.size - right };
}

/** `0.97`; a dash when there is nothing to divide by. */
export function ratio(part: number, whole: number): string {
  return whole === 0 ? "–" : (part / whole).toFixed(2);
}

export const precision = ({ right, wrong }: Score): string => ratio(right, right + wrong);
export const recall = ({ right, missed }: Score): string => ratio(right, right + missed);
