import { brokerMemory } from "./broker-memory";
import { containerResources } from "./container-resources";
import { disruptionBudget } from "./disruption-budget";
import { kafkaReplication } from "./kafka-replication";
import { nodeSpread } from "./node-spread";
import { podSecurity } from "./pod-security";
import { quorumReplicas } from "./quorum-replicas";
import { rabbitmqReplication } from "./rabbitmq-replication";
import type { Rule } from "./rule";
import { statefulBroker } from "./stateful-broker";

/** All rules, in the order they are told to people. */
export const rules: Rule[] = [
  nodeSpread,
  containerResources,
  brokerMemory,
  quorumReplicas,
  statefulBroker,
  disruptionBudget,
  podSecurity,
  rabbitmqReplication,
  kafkaReplication,
] as Rule[];
