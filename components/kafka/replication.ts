import type { Kafka } from "./schema";

/** Replicas of a topic, and how many of them must have a record before it is acknowledged. */
export interface Replication {
  factor: number;
  minIsr: number;
}

/** Of a topic that says nothing: three replicas, two in sync, so that one broker may be away and all goes on. Derived for fewer brokers. */
export function replication({ brokers, config }: Kafka): Replication {
  const factor = Number(config["default.replication.factor"] ?? Math.min(3, brokers.replicas));
  return { factor, minIsr: Number(config["min.insync.replicas"] ?? derivedIsr(factor)) };
}

/** Of the brokers' own topics: consumers' offsets, transactions, share groups. */
export function internalReplication(
  { brokers, config }: Kafka,
  topic: "offsets" | "transaction" | "share",
): Replication {
  const [factorKey, isrKey] = internalKeys[topic];
  const factor = Number(config[factorKey] ?? Math.min(3, brokers.replicas));
  return { factor, minIsr: Number(config[isrKey] ?? derivedIsr(factor)) };
}

/** Keys of their replication; offsets go by the topics' own `min.insync.replicas`. */
export const internalKeys = {
  offsets: ["offsets.topic.replication.factor", "min.insync.replicas"],
  transaction: ["transaction.state.log.replication.factor", "transaction.state.log.min.isr"],
  share: ["share.coordinator.state.topic.replication.factor", "share.coordinator.state.topic.min.isr"],
} as const;

/** Of a declared topic. */
export function topicReplication(settings: Kafka, topic: Kafka["topics"][number]): Replication {
  const { factor, minIsr } = replication(settings);
  return {
    factor: topic.replicationFactor ?? factor,
    minIsr: Number(topic.config["min.insync.replicas"] ?? minIsr),
  };
}

function derivedIsr(factor: number): number {
  return Math.max(1, Math.min(2, factor - 1));
}
