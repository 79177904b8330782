import type { Field } from "./field";

/** The message systems these rules know. */
export type System = "rabbitmq" | "zookeeper" | "kafka";

type Signs = [system: System, pattern: RegExp][];

/** Last part of the image's name. Exporters, operators and clients have other endings. */
const images: Signs = [
  ["rabbitmq", /(^|[-_])rabbitmq(-server|-ha|-cluster)?$/],
  ["zookeeper", /(^|[-_])(zookeeper(-server|-ensemble)?|k8szk)$/],
  ["kafka", /(^|[-_])(kafka(-native|-server|-broker)?|k8skafka)$|^cp-server$/],
];

/** What starts a server; also below a shell. Kafka brings a ZooKeeper start script, so ZooKeeper is asked first. */
const servers: Signs = [
  ["zookeeper", /zkServer\.sh|zookeeper-server-start|start-zookeeper|QuorumPeerMain/],
  ["rabbitmq", /rabbitmq-server\b/],
  ["kafka", /kafka-server-start|\bkafka\.Kafka\b/],
];

/** Commands for which people take a broker's image without running the broker. */
const tools = [
  /\bkafka-(topics|configs|acls|console-|consumer-|producer-|verifiable-|get-offsets|reassign-partitions|run-class)/,
  /\bconnect-(distributed|standalone)/,
  /\b(rabbitmqctl|rabbitmqadmin|rabbitmq-(diagnostics|plugins|queues|streams|upgrade|perf-test))\b/,
  /\b(zkCli|zookeeper-shell)/,
  /^\s*(sleep|tail|curl)\b|\bsleep infinity\b/,
];

const environment: Signs = [
  ["rabbitmq", /^RABBITMQ_(ERLANG_COOKIE|NODE_?NAME|USE_LONGNAME|CONFIG_FILES?|MNESIA_\w+|CLUSTER_\w+)$/],
  ["zookeeper", /^(ZOO_(MY_ID|SERVERS|SERVER_ID|4LW_\w+)|ZOOKEEPER_(SERVER_ID|SERVERS)|ZK_(REPLICAS|ENSEMBLE))$/],
  ["kafka", /^KAFKA_(CFG_)?(BROKER_ID|NODE_ID|PROCESS_ROLES|ADVERTISED_LISTENERS|CONTROLLER_QUORUM_VOTERS|LOG_DIRS)$/],
];

const labelValues: Record<string, System> = {
  rabbitmq: "rabbitmq",
  kafka: "kafka",
  zookeeper: "zookeeper",
  zk: "zookeeper",
};

export const systemOfImage = (name: string): System | undefined => first(images, name);
export const systemOfCommand = (command: string): System | undefined => first(servers, command);
export const usesTool = (command: string): boolean => tools.some((pattern) => pattern.test(command));

/** A client port tells nothing alone, since clients and proxies open it too; a port between members tells. */
export function systemOfPorts(ports: number[]): System | undefined {
  const has = (...wanted: number[]) => wanted.some((port) => ports.includes(port));
  if (has(5672, 5671) && has(4369, 25672, 15672)) return "rabbitmq";
  if (has(2181) && has(2888, 3888)) return "zookeeper";
  if (has(9092) && has(9093)) return "kafka";
  return undefined;
}

export function systemOfEnvironment(names: string[]): System | undefined {
  return names.map((name) => first(environment, name)).find((system) => system !== undefined);
}

export function systemOfLabel(labels: Field): System | undefined {
  const values = ["app.kubernetes.io/name", "app", "k8s-app"].map((key) => labels.get(key).text() ?? "");
  return values.map((value) => labelValues[value]).find((system) => system !== undefined);
}

function first(signs: Signs, text: string): System | undefined {
  return signs.find(([, pattern]) => pattern.test(text))?.[0];
}
