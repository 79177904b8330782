import { KafkaCluster, RabbitMQCluster, ZooKeeperEnsemble } from "./components";
import { createNamespace } from "./components/namespace";
import { createProvider } from "./components/provider";
import { readStack } from "./components/stack";

const stack = readStack();
const provider = createProvider();
const namespace = stack.namespace.name;
const dependsOn = stack.namespace.create
  ? [createNamespace(namespace, { provider, retainOnDelete: stack.namespace.retain })]
  : [];
const opts = { provider, dependsOn };

const rabbitmqCluster = stack.rabbitmq && new RabbitMQCluster("rabbitmq", { namespace, ...stack.rabbitmq }, opts);

export const rabbitmq = rabbitmqCluster && {
  namespace,
  hosts: rabbitmqCluster.hosts,
  amqpUri: rabbitmqCluster.amqpUri,
  connectionSecretName: rabbitmqCluster.connectionSecretName,
  userSecretNames: rabbitmqCluster.userSecretNames,
  managementUrl: rabbitmqCluster.managementUrl,
  portForward: rabbitmqCluster.portForward,
};

const zooKeeperEnsemble =
  stack.zookeeper && new ZooKeeperEnsemble("zookeeper", { namespace, ...stack.zookeeper }, opts);

export const zookeeper = zooKeeperEnsemble && {
  namespace,
  connect: zooKeeperEnsemble.connect,
  hosts: zooKeeperEnsemble.hosts,
};

// Brokers of a stack with an ensemble of its own start after it.
const kafkaCluster =
  stack.kafka &&
  new KafkaCluster(
    "kafka",
    { namespace, ...stack.kafka },
    zooKeeperEnsemble ? { provider, dependsOn: [...dependsOn, zooKeeperEnsemble] } : opts,
  );

export const kafka = kafkaCluster && {
  namespace,
  bootstrapServers: kafkaCluster.bootstrapServers,
  clusterId: kafkaCluster.clusterId,
  connectionSecretName: kafkaCluster.connectionSecretName,
  clientProperties: kafkaCluster.clientProperties,
};
