import { checkKafkaRetention, kafkaRetentionRule } from "../checks/kafka/retention";
import { serverKinds } from "../checks/workload";
import type { Rule } from "./rule";

export const kafkaRetention: Rule = {
  ...kafkaRetentionRule,
  title: "What Kafka keeps fits its volumes",
  description: "Kafka's retention has an end, and in bytes it fits the volumes.",
  remediation: "Set log.retention.bytes so that partitions and their replicas fit the volumes, or a time.",
  kinds: serverKinds,
  level: "advisory",
  joins: ["ConfigMap", "Secret"],
  settings: {},
  check: checkKafkaRetention,
};
