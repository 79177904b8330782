import type { Verdict } from "./judge";
import type { Namespace } from "./kubectl";
import type { Ledger } from "./ledger";
import { Timeline } from "./timeline";

/** A cluster of brokers, in a StatefulSet alone in its namespace, that can be deployed and rolled once. */
export interface Candidate {
  namespace: Namespace;
  deploy: () => Promise<unknown>;
  /** Starts a ledger on the deployed cluster. */
  ledger: () => Promise<Ledger>;
  /** Changes the pod template, so that every pod is replaced. */
  roll: () => Promise<unknown>;
  /** What else happens to it, with the ledger running. */
  then?: (ledger: Ledger) => Promise<unknown>;
}

/** Times in seconds. */
export interface Measures {
  /** From the StatefulSet's creation until all its pods serve. */
  ready: number;
  /** From the change of the pod template until all pods of the new revision serve. */
  roll: number;
  /** Longest time between two successive confirms during the roll. */
  gap: number;
  verdict: Verdict;
}

/** Deploys a candidate and rolls it under load. */
export async function measure({ namespace, deploy, ledger: start, roll, then }: Candidate): Promise<Measures> {
  const timeline = new Timeline(namespace);
  try {
    await deploy();
    const ready = await timeline.secondsToSettle(1);
    const ledger = await start();
    let rollSeconds = NaN;
    const { gap } = await ledger.through(async () => {
      await roll();
      rollSeconds = await timeline.secondsToSettle(2);
    });
    await then?.(ledger);
    return { ready, roll: rollSeconds, gap, verdict: await ledger.finish() };
  } finally {
    timeline.stop();
  }
}
