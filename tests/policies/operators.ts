import { resources } from "./fixtures";
import type { Resource } from "./support";

/** A custom resource in the namespace of the fixtures. */
export const custom = (type: string, name: string, spec: object, metadata: object = {}): Resource => ({
  type: `kubernetes:${type}`,
  props: { metadata: { name, namespace: "messaging", ...metadata }, spec },
});

export const rabbitmqCluster = (spec: object = {}, metadata: object = {}): Resource =>
  custom("rabbitmq.com/v1beta1:RabbitmqCluster", "mq", spec, metadata);

const ofCluster = { labels: { "strimzi.io/cluster": "orders" } };
export const kafka = (spec: object = {}): Resource => custom("kafka.strimzi.io/v1:Kafka", "orders", { kafka: spec });
export const pool = (name: string, spec: object = {}): Resource =>
  custom(
    "kafka.strimzi.io/v1:KafkaNodePool",
    name,
    {
      replicas: 3,
      roles: ["broker"],
      storage: { type: "persistent-claim", size: "100Gi" },
      resources,
      ...spec,
    },
    ofCluster,
  );
export const topic = (spec: object): Resource => custom("kafka.strimzi.io/v1:KafkaTopic", "paid", spec, ofCluster);

/** What a cluster of several brokers should say, in the types that people write in YAML. */
export const config = {
  "default.replication.factor": 3,
  "min.insync.replicas": 2,
  "auto.create.topics.enable": false,
};
