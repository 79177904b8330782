/**
 * Single-character edits (insert, delete, replace, swap of neighbours) that turn one word into the other;
 * Infinity as soon as it is clear that they are `limit` or more.
 */
export function editDistance(a: string, b: string, limit = Infinity): number {
  let beforeLast: number[] = [];
  let leastBefore = 0;
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const replaced = cell(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(replaced, cell(last, j) + 1, cell(row, j - 1) + 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) best = Math.min(best, cell(beforeLast, j - 2) + 1);
      row.push(best);
      least = Math.min(least, best);
    }
    // The next row may step back by a swap from the one before, which is why both must be beyond the limit.
    if (least >= limit && leastBefore >= limit) return Infinity;
    leastBefore = least;
    beforeLast = last;
    last = row;
  }
  return cell(last, b.length);
}

/**
 * The candidate that the word was probably meant to be, case aside; undefined when none is near.
 * Near is a third of the word's length: `replcas` finds `replicas`, `foo` does not find `bar`.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  let found: string | undefined;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) >= least) continue;
    const distance = editDistance(wanted, candidate.toLowerCase(), least);
    if (distance >= least) continue;
    least = distance;
    found = candidate;
  }
  return found;
}

function cell(row: number[], index: number): number {
  return row[index] ?? Infinity;
}
