import { Ledger } from "../support/ledger";
import type { Verdict } from "../support/judge";
import type { Namespace } from "../support/kubectl";
import { Timeline } from "../support/timeline";
import { Broker } from "./broker";

/** A RabbitMQ cluster that can be deployed and rolled once. */
export interface Candidate {
  namespace: Namespace;
  deploy: () => Promise<unknown>;
  /** Name of a Secret with the clients' credentials. */
  secret: () => Promise<string>;
  /** Changes the pod template, so that every pod is replaced. */
  roll: () => Promise<unknown>;
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
export async function measure({ namespace, deploy, secret, roll }: Candidate): Promise<Measures> {
  const timeline = new Timeline(namespace);
  try {
    await deploy();
    const ready = await timeline.secondsToSettle(1);
    const broker = await Broker.find(namespace);
    const ledger = await Ledger.start(namespace, broker.target(await secret()));
    let rollSeconds = NaN;
    const { gap } = await ledger.through(async () => {
      await roll();
      rollSeconds = await timeline.secondsToSettle(2);
    });
    return { ready, roll: rollSeconds, gap, verdict: await ledger.finish() };
  } finally {
    timeline.stop();
  }
}
