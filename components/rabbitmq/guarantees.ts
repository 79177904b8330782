import { parseBytes, parseMilliCores } from "../../checks/quantity";
import type { Guarantees } from "../kubernetes/guarantees";
import { survival } from "../kubernetes/guarantees";
import type { RabbitMQ } from "./schema";

/** What the cluster survives without losing a confirmed message or its quorum, and what it asks for. */
export function guarantees(settings: RabbitMQ): Guarantees {
  const { replicas, resources, storage } = settings;
  return {
    ...survival({ members: replicas, needed: Math.floor(replicas / 2) + 1, placement: settings }),
    cpuMillis: replicas * (parseMilliCores(resources.requests.cpu) ?? 0),
    memoryBytes: replicas * (parseBytes(resources.requests.memory) ?? 0),
    diskBytes: replicas * (parseBytes(storage.size) ?? 0),
  };
}
