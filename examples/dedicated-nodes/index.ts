// RabbitMQ on machines that nothing else uses, each node on a machine and an SSD of its own.
import * as k8s from "@pulumi/kubernetes";
import { RabbitMQCluster } from "../../components"; // from "messaging" in a project of your own

const namespace = new k8s.core.v1.Namespace("messaging", {
  metadata: { name: "messaging", labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
});

const rabbitmq = new RabbitMQCluster(
  "rabbitmq",
  {
    namespace: "messaging",
    replicas: 3,
    // Only nodes with this label; the pods tolerate the taint of the same key, which keeps everybody else away.
    dedicatedNodes: { label: "node-role.kubernetes.io/messaging" },
    // No two on one machine; with a fourth machine a node has somewhere to go when its own is drained.
    antiAffinity: "required",
    storage: { size: "50Gi", storageClassName: "ssd" },
    resources: { requests: { cpu: "1", memory: "4Gi" }, limits: { cpu: "2", memory: "4Gi" } },
    vhosts: [{ name: "orders" }],
    users: [{ name: "shop", permissions: [{ vhost: "orders", write: ".*", read: ".*" }] }],
    queues: [{ name: "incoming", vhost: "orders" }],
  },
  { dependsOn: namespace },
);

export const hosts = rabbitmq.hosts;
export const secrets = rabbitmq.userSecretNames;
export const survives = rabbitmq.guarantees.summary;
