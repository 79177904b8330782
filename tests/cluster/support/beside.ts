import type { Measures } from "./measure";

/** The bare cluster and ours, measured in the same run. */
export interface Pair {
  bare: Measures;
  ours: Measures;
}

/**
 * Measures the bare cluster, then ours, and prints the ratios. When a busy machine spoils a figure, both are measured once more, and
 * the second time counts, whatever it says.
 */
export async function beside(
  bare: () => Promise<Measures>,
  ours: () => Promise<Measures>,
  within: (pair: Pair) => boolean,
): Promise<Pair> {
  const first = await pair(bare, ours);
  return within(first) ? first : pair(bare, ours);
}

async function pair(bare: () => Promise<Measures>, ours: () => Promise<Measures>): Promise<Pair> {
  const measured = { bare: await bare(), ours: await ours() };
  for (const key of ["ready", "roll", "gap"] as const) {
    const [we, they] = [measured.ours[key], measured.bare[key]];
    console.log(
      `    ${key}: ${(we / they).toFixed(2)} times the bare one's (${we.toFixed(2)} s against ${they.toFixed(2)} s)`,
    );
  }
  return measured;
}
