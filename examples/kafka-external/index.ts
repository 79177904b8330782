// Three controllers and three brokers, each broker with a load balancer for clients outside, and an application inside that only writes.
import * as k8s from "@pulumi/kubernetes";
import { KafkaCluster } from "../../components"; // from "messaging" in a project of your own

const namespace = new k8s.core.v1.Namespace("messaging", {
  metadata: { name: "messaging", labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
});

const kafka = new KafkaCluster(
  "kafka",
  {
    namespace: "messaging",
    brokers: { replicas: 3, storage: { size: "20Gi" } },
    controllers: { replicas: 3, storage: { size: "5Gi" } },
    topics: [{ name: "orders", partitions: 6 }],
    // May read from anywhere that allowedCidrs lets in; the Secret kafka-user-partner has what it takes.
    users: [{ name: "partner", consume: ["orders"] }],
    external: {
      type: "loadBalancer",
      // A name for each broker: clients talk to each by itself. The certificates have these names.
      host: "kafka-{id}.example.com",
      bootstrapHost: "kafka.example.com",
      annotations: { "external-dns.alpha.kubernetes.io/hostname": "{host}" },
      allowedCidrs: ["203.0.113.0/24"],
    },
  },
  { dependsOn: namespace },
);

const shop = kafka.connect("shop", { produce: ["orders"] });

export const shopSecret = shop.secretName;
export const insideServers = kafka.bootstrapServers;
export const outsideServers = kafka.externalBootstrapServers;
