import type { Measures } from "./measure";

/** The bare cluster and ours, measured in the same run. */
export interface Pair<Ours extends Measures = Measures> {
  bare: Measures;
  ours: Ours;
}

/**
 * Measures the bare cluster, then ours, and prints the ratios. When a busy machine spoils a figure, both are measured once more, and
 * the second time counts, whatever it says.
 */
export async function beside<Ours extends Measures>(
  bare: () => Promise<Measures>,
  ours: () => Promise<Ours>,
  within: (pair: Pair<Ours>) => boolean,
): Promise<Pair<Ours>> {
  const first = await pair(bare, ours);
  return within(first) ? first : pair(bare, ours);
}

async function pair<Ours extends Measures>(
  bare: () => Promise<Measures>,
  ours: () => Promise<Ours>,
): Promise<Pair<Ours>> {
  const measured = { bare: await bare(), ours: await ours() };
  for (const key of ["ready", "roll", "gap"] as const) {
    const [we, they] = [measured.ours[key], measured.bare[key]];
    console.log(
      `    ${key}: ${(we / they).toFixed(2)} times the bare one's (${we.toFixed(2)} s against ${they.toFixed(2)} s)`,
    );
  }
  return measured;
}
