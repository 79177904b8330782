// Three nodes that find each other, and queues with a replica on each: one node may be lost, and no confirmed message.
import * as k8s from "@pulumi/kubernetes";
import { RabbitMQCluster } from "../../components"; // from "messaging" in a project of your own

const namespace = new k8s.core.v1.Namespace("messaging", { metadata: { name: "messaging" } });

const rabbitmq = new RabbitMQCluster(
  "rabbitmq",
  {
    namespace: "messaging",
    replicas: 3,
    storage: { size: "10Gi" },
    resources: { requests: { cpu: "500m", memory: "2Gi" }, limits: { cpu: "1", memory: "2Gi" } },
    // For many connections and queues: Erlang processes, and no delay on connections between nodes.
    erlangArguments: "+P 1048576 -kernel inet_default_connect_options [{nodelay,true}]",
    vhosts: [{ name: "orders", defaultQueueType: "quorum" }],
    exchanges: [{ name: "orders", vhost: "orders", type: "topic" }],
    queues: [
      { name: "incoming", vhost: "orders" },
      { name: "failed", vhost: "orders" },
    ],
    bindings: [{ vhost: "orders", source: "orders", destination: "incoming", routingKey: "order.#" }],
    // What mirroring policies were for, quorum queues do by themselves; this one sets what fails too often aside.
    policies: [
      {
        name: "limits",
        vhost: "orders",
        pattern: "^incoming$",
        applyTo: "quorum_queues",
        definition: { "delivery-limit": 20, "dead-letter-exchange": "", "dead-letter-routing-key": "failed" },
      },
    ],
    users: [{ name: "shop", permissions: [{ vhost: "orders", write: ".*", read: ".*" }] }],
  },
  { dependsOn: namespace },
);

export const hosts = rabbitmq.hosts;
export const shopSecret = rabbitmq.userSecretNames.apply((names) => names["shop"]);
