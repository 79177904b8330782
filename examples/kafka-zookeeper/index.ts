// An ensemble of three and three brokers on it, with the article's two topics: one machine may be lost, and no acknowledged record.
import * as k8s from "@pulumi/kubernetes";
import { KafkaCluster, ZooKeeperEnsemble } from "../../components"; // from "messaging" in a project of your own

const namespace = new k8s.core.v1.Namespace("messaging", { metadata: { name: "messaging" } });

const zookeeper = new ZooKeeperEnsemble(
  "zookeeper",
  { namespace: "messaging", replicas: 3, storage: { size: "5Gi" } },
  { dependsOn: namespace },
);

const kafka = new KafkaCluster(
  "kafka",
  {
    namespace: "messaging",
    mode: "zookeeper",
    version: "3.9",
    // Part of a file that brokers read, so plain text; /kafka is Kafka's own part of the ensemble.
    zookeeperConnect: [0, 1, 2].map((i) => `zookeeper-${i}.zookeeper-headless:2281`).join(",") + "/kafka",
    zookeeperTls: { secretName: "zookeeper-client-kafka" },
    brokers: {
      replicas: 3,
      storage: { size: "20Gi" },
      resources: { requests: { cpu: "500m", memory: "4Gi" }, limits: { cpu: "2", memory: "4Gi" } },
      heap: "2Gi",
    },
    config: { "log.retention.hours": "168", "num.network.threads": "5", "num.io.threads": "10" },
    topics: [
      { name: "my-topic", partitions: 3 },
      { name: "high-throughput-topic", partitions: 6 },
    ],
  },
  { dependsOn: zookeeper },
);

export const bootstrapServers = kafka.bootstrapServers;
export const clientProperties = kafka.clientProperties;
