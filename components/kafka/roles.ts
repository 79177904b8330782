import type { Identity } from "../kubernetes/labels";
import type { Kafka, KafkaNodes } from "./schema";

/** Where the JMX exporter serves metrics. */
export const metricsPort = 9404;

/** The members of a StatefulSet: brokers, controllers, or both in one. */
export interface Role {
  /** Name of the StatefulSet, and instance in the labels. */
  name: string;
  headless: string;
  identity: Identity;
  broker: boolean;
  controller: boolean;
  /** Node id of the first member; the others follow by their ordinals. */
  firstId: number;
  nodes: KafkaNodes;
}

/**
 * The StatefulSets of a cluster. Brokers' ids begin at 0 in every mode, so that brokers keep theirs when controllers of their own take
 * over from ZooKeeper; those of separate controllers begin at 1000, above any number of brokers.
 */
export function roles(name: string, settings: Kafka): Role[] {
  const { mode, brokers, controllers, version } = settings;
  const role = (own: string, rest: Omit<Role, "name" | "headless" | "identity">): Role => ({
    name: own,
    headless: `${own}-headless`,
    identity: { app: "kafka", instance: own, version },
    ...rest,
  });
  const combined = mode === "kraft" && !controllers;
  return [
    ...(controllers
      ? [role(`${name}-controller`, { broker: false, controller: true, firstId: 1000, nodes: controllers })]
      : []),
    role(name, { broker: true, controller: combined, firstId: 0, nodes: brokers }),
  ];
}

/** The roles whose members keep partitions. */
export const brokersOf = (roles: Role[]): Role[] => roles.filter(({ broker }) => broker);

/** The roles whose members keep the metadata; none on ZooKeeper. */
export const controllersOf = (roles: Role[]): Role[] => roles.filter(({ controller }) => controller);

/** Value of `process.roles`. */
export function processRoles({ broker, controller }: Role): string {
  return [...(broker ? ["broker"] : []), ...(controller ? ["controller"] : [])].join(",");
}

/** Short DNS names of a role's members, which pods of the same namespace resolve. */
export function hosts({ name, headless, nodes }: Role): string[] {
  return Array.from({ length: nodes.replicas }, (_, i) => `${name}-${i}.${headless}`);
}

/** Where a member keeps its data, one folder a volume: a volume's own root may hold `lost+found`. */
export function logDirs({ nodes }: Role): string[] {
  return Array.from({ length: nodes.storage.logDirs }, (_, i) => `${volumePath(i)}/log`);
}

/** Where a volume is mounted. */
export function volumePath(index: number): string {
  return `/var/lib/kafka/data-${index}`;
}
