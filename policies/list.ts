import { brokerMemory } from "./broker-memory";
import { containerResources } from "./container-resources";
import { currentApis } from "./current-apis";
import { deletionProtection } from "./deletion-protection";
import { disruptionBudget } from "./disruption-budget";
import { durableStorage } from "./durable-storage";
import { exemptionRules } from "./exemption";
import { gracefulShutdown } from "./graceful-shutdown";
import { healthProbes } from "./health-probes";
import { imagePinned } from "./image-pinned";
import { kafkaReplication } from "./kafka-replication";
import { nodeSpread } from "./node-spread";
import { podSecurity } from "./pod-security";
import { quorumReplicas } from "./quorum-replicas";
import { rabbitmqReplication } from "./rabbitmq-replication";
import { readOnlyRoot } from "./read-only-root";
import type { Rule } from "./rule";
import { statefulBroker } from "./stateful-broker";
import { zoneSpread } from "./zone-spread";

const judging = [
  nodeSpread,
  zoneSpread,
  containerResources,
  brokerMemory,
  quorumReplicas,
  statefulBroker,
  durableStorage,
  deletionProtection,
  disruptionBudget,
  gracefulShutdown,
  healthProbes,
  podSecurity,
  readOnlyRoot,
  imagePinned,
  currentApis,
  rabbitmqReplication,
  kafkaReplication,
] as Rule[];

/** All rules, in the order they are told to people. */
export const rules: Rule[] = [...judging, ...exemptionRules(judging)];
