import { demand, survival, type Guarantees } from "../kubernetes/guarantees";
import type { ZooKeeper } from "./schema";

/** What the ensemble survives without losing an acknowledged write or its quorum, and what it asks for. */
export function guarantees(settings: ZooKeeper): Guarantees {
  const { replicas, resources, storage, dataLog } = settings;
  return {
    ...survival({ members: replicas, needed: Math.floor(replicas / 2) + 1, placement: settings }),
    ...demand(replicas, resources, [storage.size, ...(dataLog ? [dataLog.size] : [])]),
  };
}
