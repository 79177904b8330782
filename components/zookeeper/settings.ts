import type {
  MetricsSettings,
  NetworkPolicySettings,
  PeerSettings,
  PlacementSettings,
  ResourceSettings,
  StorageSettings,
} from "../kubernetes/settings";
import type { TlsSettings } from "../tls/settings";

/** When old snapshots and transaction logs go; never "off", which fills the disk. */
export interface AutopurgeSettings {
  /** `autopurge.snapRetainCount`: snapshots to keep, at least 3. @default 3 */
  snapRetainCount?: number;
  /** `autopurge.purgeInterval`: hours between two purges, at least 1. @default 1 */
  purgeInterval?: number;
}

/** Who may connect. Members always reach each other; nobody else reaches their ports. */
export interface ZooKeeperNetworkPolicySettings extends NetworkPolicySettings {
  /** Applications. @default pods of Kafka in the same namespace, app.kubernetes.io/name=kafka */
  clients?: PeerSettings[];
}

/** What clients have to show. */
export const ClientAuth = {
  /** A certificate of an authority that the ensemble trusts; its subject is who they are in ACLs, scheme `x509`. */
  need: "need",
  /** Nothing: whoever reaches the port may do all that no ACL forbids. */
  none: "none",
} as const;
export type ClientAuth = (typeof ClientAuth)[keyof typeof ClientAuth];

/** Encryption between members, and of clients on port 2281. */
export interface ZooKeeperTlsSettings extends TlsSettings {
  /** `ssl.clientAuth`. @default need */
  clientAuth?: ClientAuth;
  /**
   * Clients for which a certificate is made, with that common name, in the Secret `<name>-client-<client>`; none where `secretName` brings
   * certificates, and theirs are yours to make. @default [kafka]
   */
  clients?: string[];
  /** Clients without TLS are served on port 2181 too; else that port is for the pod itself alone. @default false */
  plainClients?: boolean;
}

/** A ZooKeeper ensemble, or a single server of the same make. */
export interface ZooKeeperSettings extends PlacementSettings {
  /** Minor version, `3.9`. @default 3.9 */
  version?: string;
  /** Image instead of the official one of that version; pin it by digest: `zookeeper:3.9@sha256:…`. @default the official image */
  image?: string;
  /** Members: 1, 3, 5 or 7. Decided once: members are neither added to an ensemble with data nor taken away from it. @default 3 */
  replicas?: number;
  /** Each member's volume for snapshots, and for transaction logs unless there is `dataLog`. @default {size: 5Gi} */
  storage?: StorageSettings;
  /** A volume of each member's for transaction logs alone (`dataLogDir`), so that nothing delays their fsync. Decided once. @default none */
  dataLog?: StorageSettings;
  /** @default {requests: {cpu: 250m, memory: 1Gi}, limits: {cpu: "1", memory: 1Gi}} */
  resources?: ResourceSettings;
  /** Heap of the Java VM; what it needs besides, 128Mi or more, has to fit below the memory limit. @default half of the memory limit */
  heap?: string;
  /** More options of the Java VM: `-Djute.maxbuffer=4194304`. @default none */
  serverJvmFlags?: string;
  /** `tickTime`: milliseconds of the unit of time; sessions last 2 to 20 of them. @default 2000 */
  tickTime?: number;
  /** `initLimit`: ticks that a member may take to join the leader and get its data. @default 10 */
  initLimit?: number;
  /** `syncLimit`: ticks that a member may lag behind, and until a lost member is noticed. @default 5 */
  syncLimit?: number;
  /** `maxClientCnxns`: connections of one client's address to one member; 0 is without limit. @default 60 */
  maxClientCnxns?: number;
  /** `autopurge.*`. @default {snapRetainCount: 3, purgeInterval: 1} */
  autopurge?: AutopurgeSettings;
  /**
   * More keys of zoo.cfg, in ZooKeeper's own words, checked against those that the version reads: it would take a misspelt one
   * without a word. https://zookeeper.apache.org/doc/current/zookeeperAdmin.html @default none
   */
  config?: Record<string, string>;
  /** Keeps a majority through node drains. @default true for more than one member */
  podDisruptionBudget?: boolean;
  /** DNS domain of the Kubernetes cluster. @default cluster.local */
  clusterDomain?: string;
  /** To change it takes a full stop. @default {enabled: true, clientAuth: need} */
  tls?: ZooKeeperTlsSettings;
  networkPolicy?: ZooKeeperNetworkPolicySettings;
  metrics?: MetricsSettings;
}
