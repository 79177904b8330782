import type { RuleFacts } from "../finding";
import type { Version } from "../image";

export const rabbitmqReplicationRule: RuleFacts = { id: "rabbitmq-replication", severity: "high" };

/** Limits of the rule. */
export interface RabbitmqReplicationSettings {
  /** Whether definitions may declare classic queues, which are on one node only. */
  classicQueues: "refused" | "accepted";
  /** Least number of members that a quorum queue may be declared with. */
  minGroupSize: number;
}

/** What a file is judged by: the rule's limits, and what is known of the broker that reads it. */
export interface Deployment {
  settings: RabbitmqReplicationSettings;
  version: Version | undefined;
  replicas: number | undefined;
}

/** Queue types whose messages are on several nodes, by their short and long names. */
export const isReplicated = (type: string): boolean => /^(rabbit_)?(quorum|stream)(_queue)?$/.test(type);

/** What is wrong with a number of members, told in a part of a sentence; undefined when nothing is. */
export function groupSizeProblem(size: number, { settings }: Deployment): string | undefined {
  if (size < settings.minGroupSize) return `gives quorum queues ${size} of at least ${settings.minGroupSize} members`;
  return size % 2 === 0 ? `gives quorum queues ${size} members, an even number` : undefined;
}
