export { RabbitMQCluster } from "./rabbitmq/cluster";
export type { RabbitMQClusterArgs } from "./rabbitmq/cluster";
export type { RabbitMQApplication } from "./rabbitmq/connect";
export type { RabbitMQConnectArgs } from "./rabbitmq/connect-settings";
export type { RabbitMQConnection } from "./rabbitmq/endpoint";
export type { ExistingSecretsSettings, RabbitMQSettings, RotationSettings } from "./rabbitmq/settings";
export * from "./rabbitmq/topology-settings";
export { ZooKeeperEnsemble } from "./zookeeper/ensemble";
export type { ZooKeeperEnsembleArgs } from "./zookeeper/ensemble";
export { ClientAuth } from "./zookeeper/settings";
export type {
  AutopurgeSettings,
  ZooKeeperNetworkPolicySettings,
  ZooKeeperSettings,
  ZooKeeperTlsSettings,
} from "./zookeeper/settings";
export { KafkaCluster } from "./kafka/cluster";
export type { KafkaClusterArgs } from "./kafka/cluster";
export { ExternalType } from "./kafka/external-settings";
export type { KafkaExternalSettings } from "./kafka/external-settings";
export type { KafkaApplication, KafkaConnectArgs, KafkaConnection } from "./kafka/connect";
export { Authentication } from "./kafka/user-settings";
export type { KafkaRights, KafkaUserSettings } from "./kafka/user-settings";
export { Mode, RackSource } from "./kafka/settings";
export type {
  JmxExporterSettings,
  KafkaMetricsSettings,
  KafkaNodesSettings,
  KafkaSettings,
  KafkaStorageSettings,
  KafkaTopicSettings,
  ZooKeeperClientSettings,
} from "./kafka/settings";
export type { CertManagerSettings, GeneratedSettings, IssuerReference, TlsSettings } from "./tls/settings";
export type { ConnectArgs } from "./kubernetes/binding";
export type { StagedRotationSettings } from "./kubernetes/rotation";
export type { Guarantees } from "./kubernetes/guarantees";
export { Strictness } from "./kubernetes/settings";
export type {
  DedicatedNodesSettings,
  MetricsSettings,
  NetworkPolicySettings,
  PeerSettings,
  PlacementSettings,
  ResourceQuantities,
  ResourceSettings,
  StorageSettings,
} from "./kubernetes/settings";
