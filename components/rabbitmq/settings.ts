import type {
  MetricsSettings,
  NetworkPolicySettings,
  PlacementSettings,
  ResourceSettings,
  StorageSettings,
} from "../kubernetes/settings";
import type { TlsSettings } from "../tls/settings";
import type { TopologySettings } from "./topology-settings";

/**
 * Values that generate a new secret when they change. Nothing else ever does.
 */
export interface RotationSettings {
  /** Any new value generates a new password for the administrator; the old one ends at once. @default "" */
  admin?: string;
  /** Any new value generates a new Erlang cookie, which takes a full stop of all nodes. @default "" */
  erlangCookie?: string;
}

/** Secrets of the namespace in place of generated ones. */
export interface ExistingSecretsSettings {
  /** Keys `username` and `password` of the administrator. @default a generated one */
  admin?: string;
  /** Key `cookie`: letters and digits, 20 or more. @default a generated one */
  erlangCookie?: string;
}

/** A RabbitMQ cluster, or a single node of the same make. */
export interface RabbitMQSettings extends PlacementSettings, TopologySettings {
  /** Minor version, `3.13` to `4.3`. @default 4.3 */
  version?: string;
  /** Image instead of the official one of that version; pin it by digest: `rabbitmq:4.3-management@sha256:…`. @default the official image */
  image?: string;
  /** Nodes: 1, or an odd number so that a majority can be lost by no single failure. @default 3 */
  replicas?: number;
  /** Each node's volume. @default {size: 10Gi} */
  storage?: StorageSettings;
  /** @default {requests: {cpu: 500m, memory: 2Gi}, limits: {cpu: "2", memory: 2Gi}} */
  resources?: ResourceSettings;
  /**
   * Keys of rabbitmq.conf, in the broker's own words, checked against what the version knows; they go before our defaults.
   * https://www.rabbitmq.com/docs/configure @default none
   */
  config?: Record<string, string>;
  /** Text of advanced.config, Erlang terms, for what rabbitmq.conf cannot say. https://www.rabbitmq.com/docs/configure @default none */
  advancedConfig?: string;
  /** Plugins besides management, prometheus and Kubernetes peer discovery: `rabbitmq_stream`. @default none */
  plugins?: string[];
  /** Arguments of the Erlang VM: `+P 1048576`. https://www.rabbitmq.com/docs/runtime @default none */
  erlangArguments?: string;
  /** Keeps a majority through node drains. @default true for more than one node */
  podDisruptionBudget?: boolean;
  /**
   * Seconds a node may take to stop: it waits so long for a moment when a majority stays without it, then stops all the same.
   * @default 300
   */
  terminationGracePeriodSeconds?: number;
  /** DNS domain of the Kubernetes cluster. @default cluster.local */
  clusterDomain?: string;
  /** Encryption of all listeners and between nodes; with it no port is without. To change it takes a full stop. @default {enabled: true} */
  tls?: TlsSettings;
  networkPolicy?: NetworkPolicySettings;
  metrics?: MetricsSettings;
  rotation?: RotationSettings;
  /** @default none */
  existingSecrets?: ExistingSecretsSettings;
}
