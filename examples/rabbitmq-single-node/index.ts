// One node for development: settings in the broker's own words, generated credentials, storage, limits and probes.
import * as k8s from "@pulumi/kubernetes";
import { RabbitMQCluster } from "../../components"; // from "messaging" in a project of your own

const namespace = new k8s.core.v1.Namespace("messaging", { metadata: { name: "messaging" } });

const rabbitmq = new RabbitMQCluster(
  "rabbitmq",
  {
    namespace: "messaging",
    replicas: 1,
    storage: { size: "5Gi", storageClassName: "standard" },
    // The memory limit is also the request: the node is promised what it may use.
    resources: { requests: { cpu: "300m", memory: "1Gi" }, limits: { cpu: "500m", memory: "1Gi" } },
    config: {
      // Of the memory limit, not of the machine's memory.
      "vm_memory_high_watermark.relative": "0.7",
      "disk_free_limit.absolute": "2GB",
    },
    // Applications get users of their own; the virtual host / is there anyway.
    users: [{ name: "app", permissions: [{ vhost: "/", configure: ".*", write: ".*", read: ".*" }] }],
  },
  { dependsOn: namespace },
);

export const appSecret = rabbitmq.userSecretNames.apply((names) => names["app"]);
export const management = rabbitmq.portForward;
