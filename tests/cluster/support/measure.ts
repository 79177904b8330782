import { median } from "../../../scripts/bench-measure";
import type { Verdict } from "./judge";
import type { Namespace } from "./kubectl";
import type { Ledger } from "./ledger";
import { report } from "./report";
import { Timeline } from "./timeline";

/** A cluster of brokers, in a StatefulSet alone in its namespace, that can be deployed and rolled. */
export interface Candidate {
  namespace: Namespace;
  deploy: () => Promise<unknown>;
  /** Starts a ledger on the deployed cluster. */
  ledger: () => Promise<Ledger>;
  /** Changes the pod template, so that every pod is replaced: to something else each time. */
  roll: (time: number) => Promise<unknown>;
  /** How often it is rolled; the medians count. @default 1 */
  rolls?: number;
  /** What else happens to it, with the ledger running. */
  then?: (ledger: Ledger) => Promise<unknown>;
}

/** Times in seconds. */
export interface Measures {
  /** From the StatefulSet's creation until all its pods serve. */
  ready: number;
  /** From the change of the pod template until all pods of the new revision serve; the median of several. */
  roll: number;
  /** Longest time between two successive confirms during a roll; the median of several. */
  gap: number;
  verdict: Verdict;
}

/** Deploys a candidate and rolls it under load. */
export async function measure({
  namespace,
  deploy,
  ledger: start,
  roll,
  rolls = 1,
  then,
}: Candidate): Promise<Measures> {
  const timeline = new Timeline(namespace);
  try {
    await deploy();
    const ready = await timeline.secondsToSettle(1);
    const ledger = await start();
    const seconds: number[] = [];
    const gaps: number[] = [];
    for (let time = 1; time <= rolls; time++) {
      const { gap } = await ledger.through(async () => {
        await roll(time);
        seconds.push(await timeline.secondsToSettle(1 + time));
      });
      gaps.push(gap);
    }
    if (rolls > 1) report(`rolled in ${listed(seconds)} s, longest gaps ${listed(gaps)} s`);
    await then?.(ledger);
    return { ready, roll: median(seconds), gap: median(gaps), verdict: await ledger.finish() };
  } finally {
    timeline.stop();
  }
}

function listed(figures: number[]): string {
  return figures.map((figure) => figure.toFixed(2)).join(", ");
}
