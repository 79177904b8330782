import { checkRabbitmqReplication } from "../checks/rabbitmq/replication";
import { rabbitmqReplicationRule, type RabbitmqReplicationSettings } from "../checks/rabbitmq/rule";
import { serverKinds } from "../checks/workload";
import type { Rule } from "./rule";

export const rabbitmqReplication: Rule<RabbitmqReplicationSettings> = {
  ...rabbitmqReplicationRule,
  title: "RabbitMQ replicates its queues",
  description: "RabbitMQ's queues are on several nodes: quorum queues by default, no mirrored ones from 4.0 on.",
  remediation:
    "Set default_queue_type = quorum in rabbitmq.conf, and cluster_partition_handling = pause_minority before 4.3; " +
    "remove ha-* policies; declare queues with x-queue-type quorum or stream.",
  kinds: ["ConfigMap", ...serverKinds],
  joins: ["Secret"],
  settings: {
    classicQueues: {
      type: "string",
      enum: ["refused", "accepted"],
      default: "refused",
      description: "Whether definitions may declare classic queues, which are on one node only.",
    },
    minGroupSize: {
      type: "integer",
      minimum: 1,
      default: 3,
      description: "Least number of members that a quorum queue may be declared with.",
    },
  },
  check: checkRabbitmqReplication,
};
