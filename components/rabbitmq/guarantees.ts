import { demand, survival, type Guarantees } from "../kubernetes/guarantees";
import type { RabbitMQ } from "./schema";

/**
 * What the cluster survives without losing a confirmed message or a quorum, and what it asks for. A quorum queue has replicas on some of
 * the nodes, three by default: on five nodes the loss of two may take the majority of a queue, though not that of the cluster.
 */
export function guarantees(settings: RabbitMQ): Guarantees {
  const { replicas, resources, storage } = settings;
  const spare = Math.floor((queueMembers(settings) - 1) / 2);
  return {
    ...survival({ members: replicas, needed: replicas - spare, placement: settings }),
    ...demand(replicas, resources, [storage.size]),
  };
}

/** Replicas of the quorum queue that has the fewest, declared or not. */
export function queueMembers({ replicas, config, queues }: RabbitMQ): number {
  const declared = queues
    .map((queue) => queue.arguments["x-quorum-initial-group-size"] as unknown)
    .filter((size) => typeof size === "number");
  return Math.min(replicas, Number(config["quorum_queue.initial_cluster_size"] ?? 3), ...declared);
}
