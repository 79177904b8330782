import { parseBytes, parseMilliCores } from "../../checks/quantity";
import { survival, type Guarantees } from "../kubernetes/guarantees";
import { internalReplication, replication, topicReplication } from "./replication";
import type { Kafka } from "./schema";

/**
 * What the cluster survives with every partition still taking records and none that was acknowledged lost, and what it asks for. A
 * partition may have its replicas on any brokers, so the loss of more brokers than one can spare counts as the end of one.
 */
export function guarantees(settings: Kafka): Guarantees {
  const { brokers, controllers, mode } = settings;
  const data = survival({
    members: brokers.replicas,
    needed: brokers.replicas - spareReplicas(settings),
    placement: settings,
  });
  const voters = (controllers ?? brokers).replicas;
  const quorum = survival({ members: voters, needed: Math.floor(voters / 2) + 1, placement: settings });
  const sets = [brokers, ...(controllers ? [controllers] : [])];
  const sum = (of: (nodes: Kafka["brokers"]) => number | undefined) =>
    sets.reduce((total, nodes) => total + nodes.replicas * (of(nodes) ?? 0), 0);
  return {
    ...(mode === "kraft" ? weaker(data, quorum) : data),
    replicas: sets.reduce((total, { replicas }) => total + replicas, 0),
    cpuMillis: sum(({ resources }) => parseMilliCores(resources.requests.cpu)),
    memoryBytes: sum(({ resources }) => parseBytes(resources.requests.memory)),
    diskBytes: sum(({ storage }) => (parseBytes(storage.size) ?? 0) * storage.logDirs),
  };
}

type Survival = ReturnType<typeof survival>;

/** Brokers and controllers both have to survive; the text is that of those who survive less. */
function weaker(data: Survival, quorum: Survival): Survival {
  const less = quorum.survivesNodes < data.survivesNodes || quorum.survivesZones < data.survivesZones ? quorum : data;
  return {
    ...less,
    survivesNodes: Math.min(data.survivesNodes, quorum.survivesNodes),
    survivesZones: Math.min(data.survivesZones, quorum.survivesZones),
  };
}

/** Replicas that the partition with the fewest to spare can lose and still take records. */
function spareReplicas(settings: Kafka): number {
  const all = [
    replication(settings),
    ...(["offsets", "transaction"] as const).map((topic) => internalReplication(settings, topic)),
    ...settings.topics.filter((topic) => !topic.delete).map((topic) => topicReplication(settings, topic)),
  ];
  return Math.max(0, Math.min(...all.map(({ factor, minIsr }) => factor - minIsr)));
}
