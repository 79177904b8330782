import { z } from "zod";
import { bytes, cpu, dnsLabel, labelKey, labelMap, object, text } from "../schema";

/** How strictly members are kept apart. https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/ */
export const Strictness = {
  /** A pod that would break the rule stays Pending. */
  required: "required",
  /** The scheduler tries, and breaks the rule rather than leave a pod Pending. */
  preferred: "preferred",
} as const;
export type Strictness = (typeof Strictness)[keyof typeof Strictness];

/** The volume of each member. It outlives the StatefulSet: neither scaling down nor deleting removes it. */
export interface StorageSettings {
  /** Size of each member's volume, a Kubernetes quantity. The size of existing volumes does not change with it. */
  size?: string;
  /** Storage class. @default the cluster's default class */
  storageClassName?: string;
}

/** CPU and memory, each a Kubernetes quantity. */
export interface ResourceQuantities {
  /** Cores, `500m` or `2`. */
  cpu?: string;
  /** Bytes, `2Gi`. */
  memory?: string;
}

/** What each member asks for, and what it may use at most. */
export interface ResourceSettings {
  requests?: ResourceQuantities;
  /** The memory limit has to equal the memory request: a broker that can be evicted for memory loses its cache first and its place next. */
  limits?: ResourceQuantities;
}

/** Nodes set apart for messaging: members go only there, and tolerate the taint that keeps others away. */
export interface DedicatedNodesSettings {
  /** Label of those nodes, and key of their taint: `node-role.kubernetes.io/messaging`. */
  label: string;
  /** Value of label and taint. @default any value */
  value?: string;
}

/** Where the members run. */
export interface PlacementSettings {
  /** Keeps members on different nodes. @default required */
  antiAffinity?: Strictness;
  /** Spreads members over zones; `required` needs zone labels on the nodes, and three zones. @default preferred */
  zones?: Strictness;
  /** @default any node */
  dedicatedNodes?: DedicatedNodesSettings;
  /** PriorityClass of the pods. @default none */
  priorityClassName?: string;
}

/** Pods that may connect: those with all the labels, in the namespaces with all the labels. */
export interface PeerSettings {
  /** Labels of the pods. @default every pod of the namespaces */
  podLabels?: Record<string, string>;
  /** Labels of the namespaces. @default the cluster's own namespace */
  namespaceLabels?: Record<string, string>;
}

/** Who may connect. Members always reach each other; nobody else reaches their ports. */
export interface NetworkPolicySettings {
  /** Applications. @default pods of the same namespace with role=producer or role=consumer */
  clients?: PeerSettings[];
  /** People and tools that manage the broker. @default pods of the same namespace with role=admin */
  admins?: PeerSettings[];
  /** Scrapers. @default the namespace named monitoring */
  monitoring?: PeerSettings[];
}

/** How Prometheus finds the members; each is scraped by itself. */
export interface MetricsSettings {
  /** Create a PodMonitor (needs prometheus-operator's CRDs) instead of `prometheus.io/*` annotations. @default false */
  podMonitor?: boolean;
  /** Labels of the PodMonitor, which a Prometheus selects by: `{release: kube-prometheus-stack}`. @default none */
  podMonitorLabels?: Record<string, string>;
  /** How often each member is scraped, in seconds. @default 15 */
  intervalSeconds?: number;
}

const strictness = z.enum(Strictness);

const quantities = (defaults: { cpu: string; memory: string }) =>
  object({ cpu: cpu.default(defaults.cpu), memory: bytes.default(defaults.memory) });

/** Schema of `storage`. */
export const storage = (size: string) =>
  object({ size: bytes.default(size), storageClassName: dnsLabel.optional() }).prefault({});

/** Schema of `resources`. */
export const resources = (requests: { cpu: string; memory: string }, limits: { cpu: string; memory: string }) =>
  object({ requests: quantities(requests).prefault({}), limits: quantities(limits).prefault({}) }).prefault({});

/** Schema of the fields of `PlacementSettings`. */
export const placement = {
  antiAffinity: strictness.default("required"),
  zones: strictness.default("preferred"),
  dedicatedNodes: object({
    label: labelKey,
    value: text(/^[-A-Za-z0-9_.]{1,63}$/, "a label value").optional(),
  }).optional(),
  priorityClassName: dnsLabel.optional(),
};

/** Schema of `PeerSettings`. */
export const peer = object({ podLabels: labelMap.optional(), namespaceLabels: labelMap.optional() });

/** Schema of `networkPolicy`, with the clients that there are when nothing is said. */
export const networkPolicy = (clients: { podLabels: Record<string, string> }[]) =>
  object({
    clients: z.array(peer).default(clients),
    admins: z.array(peer).default([{ podLabels: { role: "admin" } }]),
    monitoring: z.array(peer).default([{ namespaceLabels: { "kubernetes.io/metadata.name": "monitoring" } }]),
  }).prefault({});

/** Clients of a broker: what publishes, what consumes. */
export const applications = [{ podLabels: { role: "producer" } }, { podLabels: { role: "consumer" } }];

/** Schema of `image`. */
export const image = (example: string) =>
  text(/^[a-z0-9][a-zA-Z0-9._/:@-]+$/, `an image reference such as ${example}`).optional();

/** Schema of `clusterDomain`. */
export const clusterDomain = text(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, "a DNS domain such as cluster.local").default(
  "cluster.local",
);

/** Schema of `metrics`. */
export const metrics = object({
  podMonitor: z.boolean().default(false),
  podMonitorLabels: labelMap.default({}),
  intervalSeconds: z.int().min(5).max(300).default(15),
}).prefault({});
