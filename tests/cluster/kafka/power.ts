import { powerOff, powerOn } from "../support/nodes";
import type { Ledger } from "../support/ledger";
import type { Pod } from "../support/objects";
import type { Passage } from "../support/report";
import type { Brokers } from "./brokers";

/** Node on which the leader of the ledger's topic runs when all is well. */
export async function leadersNode(brokers: Brokers): Promise<string> {
  const { replicas } = await brokers.partition("ledger");
  const pod = await brokers.namespace.get<Pod>("pod", brokers.podNames[replicas[0] ?? 0] ?? "");
  return pod.spec.nodeName ?? "";
}

/**
 * Takes the power of the node with the leader of the ledger's topic, on which no client may run, and gives it back once records are
 * acknowledged again. Afterwards all members serve, as before.
 */
export async function throughPowerOff(brokers: Brokers, ledger: Ledger): Promise<Passage> {
  await brokers.electPreferred("ledger");
  const node = await leadersNode(brokers);
  try {
    return await ledger.through(() => powerOff(node));
  } finally {
    await powerOn(node);
    await brokers.serve();
  }
}
