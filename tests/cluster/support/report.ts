import type { Verdict } from "./judge";

/** How the stream of confirms went through something. */
export interface Passage {
  /** Longest time between two successive confirms, in seconds. */
  gap: number;
  /** Confirms within it. */
  confirms: number;
}

/** A line of the report below a test's title. */
export function report(text: string): void {
  console.log(`      ${text}`);
}

export function reportPassage({ gap, confirms }: Passage): void {
  report(`longest gap ${gap.toFixed(2)} s, ${confirms} confirms meanwhile`);
}

export function reportVerdict({ confirmed, consumed, lost, duplicates }: Verdict): void {
  report(`${confirmed} confirmed, ${consumed} consumed, ${lost.length} lost, ${duplicates} duplicates`);
}
