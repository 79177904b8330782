/** An id of the ledger and when it was confirmed or consumed, in seconds since the epoch by the clock of that client. */
export interface Entry {
  id: number;
  at: number;
}

/** What the two sides of a ledger prove. */
export interface Verdict {
  /** Ids that the publisher holds a confirm for. */
  confirmed: number;
  /** Ids that the consumer received at least once. */
  consumed: number;
  /** Confirmed, never received. */
  lost: number[];
  /** Deliveries beyond the first of an id; at-least-once delivery allows them. */
  duplicates: number;
  /** Received, never published. */
  phantoms: number[];
}

/** Entries of a client's file. A last line that is still being written is left out. */
export function parseEntries(text: string): Entry[] {
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => {
      const [id, at] = line.split(" ");
      return { id: Number(id), at: Number(at) };
    });
}

/** @param begun the publisher's last id; ids run from 1 */
export function judge(confirmed: Entry[], consumed: Entry[], begun: number): Verdict {
  const asked = new Set(confirmed.map(({ id }) => id));
  const got = new Set(consumed.map(({ id }) => id));
  return {
    confirmed: asked.size,
    consumed: got.size,
    lost: [...asked].filter((id) => !got.has(id)),
    duplicates: consumed.length - got.size,
    phantoms: [...got].filter((id) => !(Number.isInteger(id) && id >= 1 && id <= begun)),
  };
}

/** Longest time in seconds between two successive confirms that overlaps the window. Infinite when no confirm follows it. */
export function longestGap(confirmed: Entry[], from: number, to: number): number {
  const times = confirmed.map(({ at }) => at).sort((a, b) => a - b);
  const last = times.at(-1);
  if (last === undefined || last < to) return Infinity;
  return times
    .slice(1)
    .map((at, index) => ({ begin: times[index] ?? at, end: at }))
    .filter(({ begin, end }) => end >= from && begin <= to)
    .reduce((longest, { begin, end }) => Math.max(longest, end - begin), 0);
}
