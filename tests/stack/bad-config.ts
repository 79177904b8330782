/** Stack config that is refused, by what is wrong with it. */
export const badConfig: Record<string, Record<string, unknown>> = {
  "a misspelt system": { rabbitmqq: {} },
  "a system that is not there": { activemq: {} },
  "a misspelt setting": { rabbitmq: { replcas: 3 } },
  "a misspelt setting of a setting": { rabbitmq: { storage: { sise: "1Gi" } } },
  "a text for a system": { rabbitmq: "yes" },
  "a namespace that is no DNS label": { namespace: "My_Namespace" },
  "a protection that is neither yes nor no": { protect: "perhaps" },
  "a namespace object with a misspelt key": { namespace: { name: "a", creat: false } },
  "an unknown version": { rabbitmq: { version: "3.8" } },
  "a version as a number": { rabbitmq: { version: 4.3 } },
  "an image that is no reference": { rabbitmq: { image: "Rabbit MQ" } },
  "an even number of nodes": { rabbitmq: { replicas: 4 } },
  "no nodes": { rabbitmq: { replicas: 0 } },
  "too many nodes": { rabbitmq: { replicas: 11 } },
  "a part of a node": { rabbitmq: { replicas: 1.5 } },
  "a size that is no quantity": { rabbitmq: { storage: { size: "ten" } } },
  "memory in thousandths of a byte": {
    rabbitmq: { resources: { requests: { memory: "512m" }, limits: { memory: "512m" } } },
  },
  "memory limit and request apart": {
    rabbitmq: { resources: { requests: { memory: "1Gi" }, limits: { memory: "2Gi" } } },
  },
  "a CPU limit below the request": { rabbitmq: { resources: { requests: { cpu: "2" }, limits: { cpu: "500m" } } } },
  "memory in which a node does not start": {
    rabbitmq: { resources: { requests: { memory: "128Mi" }, limits: { memory: "128Mi" } } },
  },
  "a volume below the free disk limit": { rabbitmq: { storage: { size: "1Gi" } } },
  "a free disk limit above the volume": { rabbitmq: { config: { "disk_free_limit.absolute": "20GB" } } },
  "a watermark above the limit": { rabbitmq: { config: { "vm_memory_high_watermark.absolute": "3GiB" } } },
  "a relative watermark of all the memory": { rabbitmq: { config: { "vm_memory_high_watermark.relative": 1 } } },
  "a misspelt key of rabbitmq.conf": { rabbitmq: { config: { hartbeat: 30 } } },
  "a key that other settings decide": { rabbitmq: { config: { "cluster_formation.target_cluster_size_hint": 5 } } },
  "a key with a value of another type": { rabbitmq: { config: { heartbeat: "soon" } } },
  "a key of a plugin that is not enabled": { rabbitmq: { config: { "stream.listeners.tcp.1": 5552 } } },
  "a value of two lines": { rabbitmq: { config: { "log.console.level": "info\nload_definitions = /x" } } },
  "a key that 4.3 ignores": { rabbitmq: { config: { cluster_partition_handling: "autoheal" } } },
  "anti-affinity of another word": { rabbitmq: { antiAffinity: "hard" } },
  "a virtual host twice": { rabbitmq: { vhosts: ["a", "b", "a"] } },
  "users whose Secrets would have one name": { rabbitmq: { users: [{ name: "a.b" }, { name: "a-b" }] } },
  "a permission in a virtual host that is not declared": {
    rabbitmq: { vhosts: ["orders"], users: [{ name: "shop", permissions: [{ vhost: "order" }] }] },
  },
  "a user's misspelt field": { rabbitmq: { users: [{ name: "shop", permission: [] }] } },
  "a mirroring policy on 4.x": {
    rabbitmq: { policies: [{ name: "ha-all", vhost: "/", pattern: ".*", definition: { "ha-mode": "all" } }] },
  },
  "a queue in a virtual host that is not declared": { rabbitmq: { queues: [{ name: "q", vhost: "sales" }] } },
  "a queue of an unknown type": { rabbitmq: { queues: [{ name: "q", vhost: "/", type: "mirrored" }] } },
  "a quorum of more replicas than nodes": {
    rabbitmq: { queues: [{ name: "q", vhost: "/", arguments: { "x-quorum-initial-group-size": 5 } }] },
  },
  "a binding of a queue that is not declared": {
    rabbitmq: {
      queues: [{ name: "work", vhost: "/" }],
      bindings: [{ vhost: "/", source: "amq.topic", destination: "wrok" }],
    },
  },
  "a binding from an exchange that is not declared": {
    rabbitmq: { queues: [{ name: "q", vhost: "/" }], bindings: [{ vhost: "/", source: "in", destination: "q" }] },
  },
};
