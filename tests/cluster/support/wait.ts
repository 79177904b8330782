import { setTimeout as pause } from "node:timers/promises";

export interface WaitOptions {
  /** Milliseconds until the wait fails. @default 120000 */
  timeoutMs?: number;
  /** Milliseconds between two looks. @default 500 */
  everyMs?: number;
  /** Tells the state of things once the wait has failed. */
  diagnose?: () => Promise<string>;
}

/**
 * Looks until there is an answer. `undefined`, `false` and errors mean "not yet"; the last error is part of the failure.
 * @param what what is awaited, as it shall read in the failure
 */
export async function waitFor<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  { timeoutMs = 120_000, everyMs = 500, diagnose }: WaitOptions = {},
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  let last = "";
  do {
    try {
      const found = await look();
      if (found !== undefined && found !== false) return found;
      last = "";
    } catch (error) {
      last = `\nlast error: ${String(error)}`;
    }
    await pause(everyMs);
  } while (Date.now() < deadline);
  const state = diagnose === undefined ? "" : `\n${await diagnose()}`;
  throw new Error(`not within ${timeoutMs / 1000} s: ${what}${last}${state}`);
}
