import { all, append, remove, replace, set, type Mutation } from "./edit";

const conf = (from: string, to: string) => replace("ConfigMap/rabbitmq-config", "/data/rabbitmq.conf", from, to);
const topology = (from: string, to: string) =>
  replace("ConfigMap/rabbitmq-definitions", "/data/topology.json", from, to);
const properties = (from: string, to: string) => replace("ConfigMap/kafka-config", "/data/server.properties", from, to);
const addConf = (line: string) => append("ConfigMap/rabbitmq-config", "/data/rabbitmq.conf", line);
const addProperty = (line: string) => append("ConfigMap/kafka-config", "/data/server.properties", line);
const noImport = all(
  conf("definitions.import_backend = local_filesystem\n", ""),
  conf("definitions.local.path = /etc/rabbitmq-definitions\n", ""),
);
const container = "/spec/template/spec/containers/0";
const addVariable = (id: string, name: string, value: string) => set(id, `${container}/env/-`, { name, value });

const rabbitmq: Mutation[] = [
  [
    "classic queues by default",
    conf("default_queue_type = quorum", "default_queue_type = classic"),
    ["rabbitmq-replication"],
  ],
  ["the default queue type left out", conf("default_queue_type = quorum\n", ""), ["rabbitmq-replication"]],
  ["a classic queue", topology('"x-queue-type": "quorum"', '"x-queue-type": "classic"'), ["rabbitmq-replication"]],
  ["a queue that takes the default type", topology('"x-queue-type": "quorum"', '"x-max-length": 1000'), []],
  [
    "classic queues in a virtual host",
    topology('"default_queue_type": "quorum"', '"default_queue_type": "classic"'),
    ["rabbitmq-replication"],
  ],
  ["mirrored queues", topology('"delivery-limit": 20', '"ha-mode": "all"'), ["rabbitmq-replication"]],
  ["quorum queues of one member", addConf("quorum_queue.initial_cluster_size = 1"), ["rabbitmq-replication"]],
  [
    "a version that divides",
    set("StatefulSet/rabbitmq", `${container}/image`, "rabbitmq:4.1-management"),
    ["rabbitmq-replication"],
  ],
  [
    "a disk limit of 50 MB",
    conf("disk_free_limit.absolute = 2GB", "disk_free_limit.absolute = 50MB"),
    ["rabbitmq-thresholds"],
  ],
  ["no disk limit", conf("disk_free_limit.absolute = 2GB\n", ""), ["rabbitmq-thresholds"]],
  ["a watermark of all memory", conf("relative = 0.6", "relative = 0.99"), ["rabbitmq-thresholds"]],
  [
    "a watermark above the limit",
    conf("vm_memory_high_watermark.relative = 0.6", "vm_memory_high_watermark.absolute = 4GB"),
    ["rabbitmq-thresholds"],
  ],
  [
    "a volume as small as the disk limit",
    set("StatefulSet/rabbitmq", "/spec/volumeClaimTemplates/0/spec/resources/requests/storage", "1Gi"),
    ["rabbitmq-thresholds"],
  ],
  ["plain AMQP beside TLS", conf("listeners.tcp = none", "listeners.tcp.default = 5672"), []],
  [
    "plain AMQP only",
    all(
      conf("listeners.tcp = none", "listeners.tcp.default = 5672"),
      conf("listeners.ssl.default = 5671", "listeners.ssl = none"),
    ),
    ["encrypted-listeners"],
  ],
  ["guest from anywhere, where users are imported", addConf("loopback_users.guest = false"), []],
  ["guest from anywhere", all(noImport, addConf("loopback_users.guest = false")), ["default-users"]],
  ["guest from anywhere, in another spelling", all(noImport, addConf("loopback_users = none")), ["default-users"]],
  [
    "a password that everybody knows",
    addVariable("StatefulSet/rabbitmq", "RABBITMQ_DEFAULT_PASS", "changeme"),
    ["broker-secrets", "default-users"],
  ],
  ["a password in rabbitmq.conf", addConf("default_pass = ohngai2ieTh1"), ["broker-secrets"]],
  [
    "the cookie in the environment",
    addVariable("StatefulSet/rabbitmq", "RABBITMQ_ERLANG_COOKIE", "ohngai2ieTh1"),
    ["broker-secrets"],
  ],
  [
    "a password in the environment",
    addVariable("StatefulSet/rabbitmq", "RABBITMQ_DEFAULT_PASS", "ohngai2ieTh1"),
    ["broker-secrets"],
  ],
];

const kafka: Mutation[] = [
  ["one replica", properties("default.replication.factor=3", "default.replication.factor=1"), ["kafka-replication"]],
  ["the replication factor left out", properties("default.replication.factor=3\n", ""), ["kafka-replication"]],
  [
    "more replicas than brokers",
    properties("default.replication.factor=3", "default.replication.factor=5"),
    ["kafka-replication"],
  ],
  ["one replica in sync", properties("min.insync.replicas=2", "min.insync.replicas=1"), ["kafka-replication"]],
  ["all replicas in sync", properties("min.insync.replicas=2", "min.insync.replicas=3"), ["kafka-replication"]],
  [
    "offsets on one broker",
    properties("offsets.topic.replication.factor=3", "offsets.topic.replication.factor=1"),
    ["kafka-replication"],
  ],
  [
    "transactions on one broker",
    properties("log.replication.factor=3", "log.replication.factor=1"),
    ["kafka-replication"],
  ],
  ["transactions in sync on one broker", properties("log.min.isr=2", "log.min.isr=1"), ["kafka-replication"]],
  ["unclean elections", properties("election.enable=false", "election.enable=true"), ["kafka-replication"]],
  ["topics by themselves", properties("topics.enable=false", "topics.enable=true"), ["kafka-replication"]],
  ["the environment says nothing that counts", addVariable("StatefulSet/kafka", "KAFKA_NUM_PARTITIONS", "6"), []],
  ["logs for ever", addProperty("log.retention.ms=-1"), ["kafka-retention"]],
  [
    "voters that are not the controllers",
    append(
      "ConfigMap/kafka-controller-config",
      "/data/server.properties",
      "controller.quorum.voters=1000@a:9093,1001@b:9093",
    ),
    ["quorum-members"],
  ],
  ["a keystore's password in the properties", addProperty("ssl.keystore.password=ohngai2ieTh1"), ["broker-secrets"]],
  [
    "a heap of nearly all memory",
    set("StatefulSet/kafka", `${container}/env/4/value`, "-Xms1900m -Xmx1900m"),
    ["jvm-heap"],
  ],
  ["the heap left to Kafka's own default, which fits", remove("StatefulSet/kafka", `${container}/env/4`), []],
  [
    "a controller's heap of all memory",
    set("StatefulSet/kafka-controller", `${container}/env/4/value`, "-Xmx2g"),
    ["jvm-heap"],
  ],
];

/** Changes of what brokers are told. */
export const settingMutations: Mutation[] = [...rabbitmq, ...kafka];
