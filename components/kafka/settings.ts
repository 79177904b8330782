import type {
  MetricsSettings,
  NetworkPolicySettings,
  PlacementSettings,
  ResourceSettings,
  StorageSettings,
} from "../kubernetes/settings";
import type { StagedRotationSettings } from "../kubernetes/rotation";
import type { TlsSettings } from "../tls/settings";
import type { KafkaExternalSettings } from "./external-settings";
import type { KafkaUserSettings } from "./user-settings";

/** Who keeps the cluster's metadata. */
export const Mode = {
  /** Kafka's own controllers, by Raft. */
  kraft: "kraft",
  /** A ZooKeeper ensemble; up to Kafka 3.9. */
  zookeeper: "zookeeper",
} as const;
export type Mode = (typeof Mode)[keyof typeof Mode];

/** Where a broker's rack is known from. */
export const RackSource = {
  /** The zone that Kubernetes writes on a pod when it is placed, from 1.35 on. */
  podLabel: "podLabel",
  /** The zone of the pod's node, which an init container asks the Kubernetes API for: a ClusterRole lets it read nodes. For Kubernetes before 1.35. */
  nodeLabel: "nodeLabel",
} as const;
export type RackSource = (typeof RackSource)[keyof typeof RackSource];

/** Each member's volumes. They outlive the StatefulSet: neither scaling down nor deleting removes them. */
export interface KafkaStorageSettings extends StorageSettings {
  /** Volumes of that size, each a log directory; their number stays as it is once the member has data. @default 1 */
  logDirs?: number;
}

/** Members of one role. */
export interface KafkaNodesSettings {
  /** @default 3 */
  replicas?: number;
  /** @default {size: 20Gi} for brokers, {size: 5Gi} for controllers */
  storage?: KafkaStorageSettings;
  /** @default {requests: {cpu: 500m, memory: 2Gi}, limits: {cpu: "2", memory: 2Gi}} for brokers, 200m and 1Gi for controllers */
  resources?: ResourceSettings;
  /** Java heap, a quantity of bytes; what is left of the memory limit is for the page cache. @default half of the memory limit, at most 5Gi */
  heap?: string;
}

/** A topic. It is created and altered while the brokers run. */
export interface KafkaTopicSettings {
  name: string;
  /** They may become more on a running cluster, never fewer. @default `num.partitions` */
  partitions?: number;
  /** It does not change on a running cluster: that takes a reassignment. @default `default.replication.factor` */
  replicationFactor?: number;
  /** Keys of topics in Kafka's words: `retention.ms`. https://kafka.apache.org/documentation/#topicconfigs @default the brokers' */
  config?: Record<string, string>;
  /** Deletes the topic and all its records; a topic that is only taken out of the list is kept. @default false */
  delete?: boolean;
  /** Bytes that producers write to the topic in a second, against which retention and volumes are checked. @default not checked */
  expectedBytesPerSecond?: number;
}

/** Where the JMX exporter's agent is. https://github.com/prometheus/jmx_exporter */
export interface JmxExporterSettings {
  /** Path of the agent's jar in its image. @default /opt/jmx-exporter/jmx_prometheus_javaagent.jar */
  jar?: string;
  /** Image that an init container takes the jar from. @default Kafka's own image */
  image?: string;
}

/** How Prometheus finds the members, and by what they tell their metrics. */
export interface KafkaMetricsSettings extends MetricsSettings {
  /** Serves metrics on port 9404. @default no metrics */
  jmxExporter?: JmxExporterSettings;
}

/** A client of a ZooKeeper ensemble. */
export interface ZooKeeperClientSettings {
  /** A Secret of the namespace with `tls.crt`, `tls.key` (PKCS #8) and `ca.crt`, all PEM: what `ZooKeeperEnsemble` makes as `zookeeper-client-kafka`. */
  secretName: string;
}

/** A Kafka cluster: brokers that are controllers too, or separate controllers and brokers, or brokers on a ZooKeeper ensemble. */
export interface KafkaSettings extends PlacementSettings {
  /** Who keeps the metadata: `kraft`, Kafka's own controllers, or `zookeeper`, an ensemble. @default kraft */
  mode?: Mode;
  /** Minor version, `3.9` or `4.3`. @default 4.3 */
  version?: string;
  /** Image instead of the official one of that version; pin it by digest: `apache/kafka:4.3.1@sha256:…`. @default the official image */
  image?: string;
  /** `host:port,…/chroot` of the ensemble, with mode zookeeper. @default none */
  zookeeperConnect?: string;
  /**
   * How brokers log in to the ensemble, with mode zookeeper: by a certificate, to which the znodes that they make then belong. `zookeeperConnect`
   * has the ensemble's port of TLS. @default no account and no encryption
   */
  zookeeperTls?: ZooKeeperClientSettings;
  brokers?: KafkaNodesSettings;
  /** Controllers of their own, an odd number. @default none: brokers are controllers too */
  controllers?: KafkaNodesSettings;
  /** `metadata.version`, with mode kraft, as `4.3`; it is raised after all members run a newer Kafka, and never lowered. @default the version */
  metadataVersion?: string;
  /**
   * Keys of server.properties, in the broker's own words, checked against what the version knows; they go before our defaults.
   * https://kafka.apache.org/documentation/#brokerconfigs @default none
   */
  config?: Record<string, string>;
  /** Options of the Java VM besides heap and garbage collector: `-Djava.net.preferIPv6Addresses=true`. @default none */
  jvmOptions?: string;
  topics?: KafkaTopicSettings[];
  /**
   * Tells each broker its zone as `broker.rack`: a partition's replicas go to different zones, and consumers that have `client.rack` read
   * from a replica in their own. Decide it before there are topics, for replicas that are placed do not move. @default none
   */
  rack?: RackSource;
  /** Image with `sh`, `sed` and `curl`, which asks with `rack: nodeLabel`. @default curlimages/curl:8.16.0 */
  rackImage?: string;
  /**
   * Encryption on all listeners. With it members know each other by their certificate, clients have an account, and nobody may do what is
   * not declared; without it everybody who reaches a broker may do everything. A running cluster changes it by a full stop.
   * @default generated certificates
   */
  tls?: TlsSettings;
  /** Who may do what. @default none but the administrator */
  users?: KafkaUserSettings[];
  /** Rotation of the administrator's password, `admin-a` or `admin-b` in turn. @default {} */
  admin?: StagedRotationSettings;
  /** Lets clients outside of Kubernetes in, by an address for each broker. @default none */
  external?: KafkaExternalSettings;
  /** Keeps all brokers but one, and all controllers but one, through node drains. @default true for more than one */
  podDisruptionBudget?: boolean;
  /**
   * Seconds a member may take to stop: it waits so long for a moment when no partition falls below `min.insync.replicas` without it,
   * then stops all the same. @default 120
   */
  terminationGracePeriodSeconds?: number;
  /** DNS domain of the Kubernetes cluster. @default cluster.local */
  clusterDomain?: string;
  networkPolicy?: NetworkPolicySettings;
  metrics?: KafkaMetricsSettings;
}
