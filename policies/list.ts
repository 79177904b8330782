import { backup } from "./backup";
import { brokerMemory } from "./broker-memory";
import { brokerSecrets } from "./broker-secrets";
import { containerResources } from "./container-resources";
import { currentApis } from "./current-apis";
import { defaultUsers } from "./default-users";
import { deletionProtection } from "./deletion-protection";
import { disruptionBudget } from "./disruption-budget";
import { durableStorage } from "./durable-storage";
import { encryptedListeners } from "./encrypted-listeners";
import { ephemeralStorage } from "./ephemeral-storage";
import { exemptionRules } from "./exemption";
import { gracefulShutdown } from "./graceful-shutdown";
import { headlessService } from "./headless-service";
import { healthProbes } from "./health-probes";
import { helmRelease } from "./helm-release";
import { imagePinned } from "./image-pinned";
import { jvmHeap } from "./jvm-heap";
import { kafkaReplication } from "./kafka-replication";
import { kafkaRetention } from "./kafka-retention";
import { networkIsolation } from "./network-isolation";
import { nodeSpread } from "./node-spread";
import { ownNamespace } from "./own-namespace";
import { podSecurity } from "./pod-security";
import { priorityClass } from "./priority-class";
import { quorumMembers } from "./quorum-members";
import { quorumReplicas } from "./quorum-replicas";
import { rabbitmqReplication } from "./rabbitmq-replication";
import { rabbitmqThresholds } from "./rabbitmq-thresholds";
import { rackAwareness } from "./rack-awareness";
import { rbac } from "./rbac";
import { readOnlyRoot } from "./read-only-root";
import { recommendedLabels } from "./recommended-labels";
import { rollout } from "./rollout";
import type { Rule } from "./rule";
import { serviceAccount } from "./service-account";
import { serviceExposure } from "./service-exposure";
import { statefulBroker } from "./stateful-broker";
import { storageClass } from "./storage-class";
import { zoneSpread } from "./zone-spread";
import { zookeeperConfiguration } from "./zookeeper-configuration";

const judging = [
  nodeSpread,
  zoneSpread,
  priorityClass,
  containerResources,
  brokerMemory,
  ephemeralStorage,
  quorumReplicas,
  quorumMembers,
  statefulBroker,
  durableStorage,
  storageClass,
  backup,
  deletionProtection,
  disruptionBudget,
  headlessService,
  gracefulShutdown,
  rollout,
  healthProbes,
  networkIsolation,
  ownNamespace,
  serviceExposure,
  podSecurity,
  readOnlyRoot,
  serviceAccount,
  rbac,
  imagePinned,
  helmRelease,
  currentApis,
  recommendedLabels,
  brokerSecrets,
  defaultUsers,
  encryptedListeners,
  rabbitmqReplication,
  rabbitmqThresholds,
  kafkaReplication,
  kafkaRetention,
  rackAwareness,
  zookeeperConfiguration,
  jvmHeap,
] as Rule[];

/** All rules, in the order they are told to people. */
export const rules: Rule[] = [...judging, ...exemptionRules(judging)];
