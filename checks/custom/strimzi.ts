import { Field, readable, unknownValue } from "../field";
import type { StackObject } from "../stack";
import { namespaceOf } from "../workload";
import type { Adapter } from "./expand";
import { metadata, nameOf, or } from "./make";
import { externalServices, selectorOf } from "./strimzi-listeners";
import { networkOf } from "./strimzi-network";
import { nodesOf } from "./strimzi-nodes";
import { zookeeperOf } from "./strimzi-zookeeper";

export const kafkaKind = "Kafka.kafka.strimzi.io";
export const poolKind = "KafkaNodePool.kafka.strimzi.io";

/**
 * Strimzi's Kafka: what is of the whole cluster, and its nodes where no pools describe them.
 * https://strimzi.io/docs/operators/latest/configuring
 */
export const kafka: Adapter = (resource) => {
  const cluster = nameOf(resource);
  const section = resource.get("spec", "kafka");
  const budget = {
    metadata: metadata(resource, `${cluster}-kafka`),
    spec: {
      maxUnavailable: or(section.get("template", "podDisruptionBudget", "maxUnavailable"), 1),
      selector: { matchLabels: selectorOf(cluster) },
    },
  };
  const services = externalServices(cluster, section.get("listeners")).map(({ name, spec }) => ({
    kind: "Service",
    object: { metadata: metadata(resource, name), spec },
  }));
  const zookeeper = resource.get("spec", "zookeeper");
  const listeners = section.get("listeners").items();
  const network = networkOf(resource, {
    name: `${cluster}-network-policy-kafka`,
    serviceName: `${cluster}-kafka-brokers`,
    labels: selectorOf(cluster),
    memberPorts: [9090, 9091],
    clients: listeners.map((one) => ({ port: one.get("port"), from: one.get("networkPolicyPeers") })),
  });
  return [
    { kind: "PodDisruptionBudget", object: budget },
    ...network,
    ...services,
    ...(section.get("replicas").present ? ownNodes(resource, cluster, zookeeper.present) : []),
    ...(zookeeper.present ? zookeeperOf(resource, cluster) : []),
  ];
};

function ownNodes(resource: Field, cluster: string, withZookeeper: boolean): StackObject[] {
  const section = resource.get("spec", "kafka");
  return nodesOf({
    resource,
    cluster,
    name: `${cluster}-kafka`,
    roles: withZookeeper ? ["broker"] : ["broker", "controller"],
    replicas: section.get("replicas"),
    storage: section.get("storage"),
    resources: section.get("resources"),
    jvmOptions: section.get("jvmOptions"),
    template: (name) => section.get("template", name),
    kafka: section,
  });
}

/** Nodes of one kind. What the pool leaves out is the Kafka resource's, section by section. */
export const nodePool: Adapter = (pool, others) => {
  const cluster = clusterOf(pool);
  const near = (object: Field) => namespaceOf(object) === namespaceOf(pool);
  const found = others(kafkaKind).find((object) => near(object) && nameOf(object) === cluster);
  const section = (found ?? new Field(undefined, "Kafka")).get("spec", "kafka");
  const roles = rolesOf(pool);
  const template = (name: string): Field => {
    const own = pool.get("spec", "template", name);
    const shared = section.get("template", name);
    return own.present || !shared.present ? own : shared;
  };
  const jvmOptions = pool.get("spec", "jvmOptions");
  const pools = others(poolKind).filter((object) => near(object) && readable(() => clusterOf(object)) === cluster);
  return nodesOf({
    resource: pool,
    cluster,
    name: `${cluster}-${nameOf(pool)}`,
    roles,
    replicas: together(pool, pools, roles.includes("broker") ? "broker" : "controller"),
    storage: pool.get("spec", "storage"),
    resources: pool.get("spec", "resources"),
    jvmOptions: jvmOptions.present || !section.get("jvmOptions").present ? jvmOptions : section.get("jvmOptions"),
    template,
    kafka: section,
  });
};

const clusterOf = (resource: Field): string => resource.get("metadata", "labels", "strimzi.io/cluster").text() ?? "?";

const rolesOf = (pool: Field): string[] =>
  pool
    .get("spec", "roles")
    .items()
    .map((role) => role.text() ?? "");

/** How many nodes of a role the cluster has: a pool per zone is usual, and one node of each is no single node. */
function together(pool: Field, pools: Field[], role: string): Field {
  const { path } = pool.get("spec", "replicas");
  const numbers = readable(() =>
    pools.filter((one) => rolesOf(one).includes(role)).map((one) => one.get("spec", "replicas").integer() ?? 0),
  );
  return new Field(numbers ? numbers.reduce((sum, number) => sum + number, 0) : unknownValue, path);
}
