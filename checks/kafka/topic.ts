import type { Field } from "../field";
import { finding, type Finding, type RuleFacts } from "../finding";

/** A topic as Strimzi's Topic Operator takes it. https://strimzi.io/docs/operators/latest/configuring#type-KafkaTopic-reference */
export const topicKind = "KafkaTopic.kafka.strimzi.io";

/** What a topic says of itself. */
interface Topic {
  replicas: Field;
  /** Kafka's own keys. */
  config: Field;
}

interface Least {
  minReplicationFactor: number;
  minInsyncReplicas: number;
}

/** Judges what a topic says of its own replication; what it leaves out is the brokers' default, and judged on them. */
export function judgeTopic(
  rule: RuleFacts,
  topic: Topic,
  { minReplicationFactor, minInsyncReplicas }: Least,
): Finding[] {
  const { replicas, config } = topic;
  const insync = config.get("min.insync.replicas");
  const unclean = config.get("unclean.leader.election.enable");
  const factor = replicas.integer();
  const least = insync.present ? Number(insync.written()) : undefined;
  const findings: [boolean, Field, string, string][] = [
    [
      factor !== undefined && factor < minReplicationFactor,
      replicas,
      `is ${factor}; at least ${minReplicationFactor} is asked for`,
      `Set it to ${minReplicationFactor}, or leave it out.`,
    ],
    [
      least !== undefined && !(least >= minInsyncReplicas),
      insync,
      `is ${Number.isNaN(least) ? "no number" : least}; at least ${minInsyncReplicas} is asked for`,
      `Set it to ${minInsyncReplicas}, or leave it out.`,
    ],
    [
      factor !== undefined && factor > 1 && least !== undefined && least >= factor,
      insync,
      `is ${least} of ${factor} replicas: nothing can be written while one broker is away`,
      `Set it to ${(factor ?? 2) - 1}.`,
    ],
    [
      unclean.written() === "true",
      unclean,
      "is true: a replica that lacks acknowledged messages may lead",
      "Set it to false, or leave it out.",
    ],
  ];
  return findings
    .filter(([holds]) => holds)
    .map(([, { path }, problem, remedy]) => finding(rule, path, `${path} ${problem}.`, remedy));
}
