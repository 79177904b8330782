import {
  checkKafkaReplication,
  kafkaReplicationRule,
  type KafkaReplicationSettings,
} from "../checks/kafka/replication";
import { topicKind } from "../checks/kafka/topic";
import { serverKinds } from "../checks/workload";
import type { Rule } from "./rule";

export const kafkaReplication: Rule<KafkaReplicationSettings> = {
  ...kafkaReplicationRule,
  title: "Kafka replicates its topics",
  description: "Kafka keeps every message on several brokers and acknowledges it when several have it.",
  remediation:
    "Set default.replication.factor to 3 and min.insync.replicas to 2, and the offsets and transaction topics likewise.",
  kinds: [...serverKinds, topicKind, "KafkaCluster"],
  joins: ["ConfigMap", "Secret"],
  settings: {
    minReplicationFactor: {
      type: "integer",
      minimum: 1,
      default: 3,
      description: "Least number of replicas of a partition.",
    },
    minInsyncReplicas: {
      type: "integer",
      minimum: 1,
      default: 2,
      description: "Least number of replicas that have a message before it is acknowledged.",
    },
    autoCreateTopics: {
      type: "string",
      enum: ["refused", "accepted"],
      default: "refused",
      description: "Whether a client may make a topic by using it.",
    },
  },
  check: checkKafkaReplication,
};
