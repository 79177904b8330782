import { KafkaCluster, RabbitMQCluster, ZooKeeperEnsemble } from "./components";
import { closeNamespace, createNamespace } from "./components/namespace";
import { createProvider } from "./components/provider";
import { readStack } from "./components/stack";

const stack = readStack();
const provider = createProvider();
const namespace = stack.namespace.name;
const dependsOn = stack.namespace.create
  ? [createNamespace(namespace, { provider, retainOnDelete: stack.namespace.retain, protect: stack.protect })]
  : [];
const opts = { provider, dependsOn, protect: stack.protect };
const { networkPolicy } = stack.namespace;
if (networkPolicy) closeNamespace(namespace, networkPolicy.egressCidrs, { provider, dependsOn });

const rabbitmq = stack.rabbitmq && new RabbitMQCluster("rabbitmq", { namespace, ...stack.rabbitmq }, opts);
const zookeeper = stack.zookeeper && new ZooKeeperEnsemble("zookeeper", { namespace, ...stack.zookeeper }, opts);
// Brokers of a stack with an ensemble of its own start after it.
const afterEnsemble = { ...opts, dependsOn: [...dependsOn, ...(zookeeper ? [zookeeper] : [])] };
const kafka = stack.kafka && new KafkaCluster("kafka", { namespace, ...stack.kafka }, afterEnsemble);

/** Stack outputs: an object for each system that the stack has. */
export = {
  ...(rabbitmq && { rabbitmq: { namespace, ...rabbitmq.connection() } }),
  ...(zookeeper && { zookeeper: { namespace, ...zookeeper.connection() } }),
  ...(kafka && { kafka: { namespace, ...kafka.connection() } }),
};
