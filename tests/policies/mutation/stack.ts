import { add, all, drop, remove, set, type Mutation } from "./edit";

const rabbitmq = "StatefulSet/rabbitmq";
const kafka = "StatefulSet/kafka";
const controller = "StatefulSet/kafka-controller";
const other = { "app.kubernetes.io/name": "other" };

const replicas: Mutation[] = [
  ["one RabbitMQ node", set(rabbitmq, "/spec/replicas", 1), ["quorum-replicas", "quorum-members"]],
  ["four RabbitMQ nodes", set(rabbitmq, "/spec/replicas", 4), ["quorum-replicas", "quorum-members"]],
  [
    "two RabbitMQ nodes",
    set(rabbitmq, "/spec/replicas", 2),
    ["quorum-replicas", "quorum-members", "disruption-budget"],
  ],
  ["two controllers", set(controller, "/spec/replicas", 2), ["quorum-replicas", "quorum-members"]],
  ["two brokers for three replicas", set(kafka, "/spec/replicas", 2), ["quorum-replicas", "kafka-replication"]],
  ["four brokers", set(kafka, "/spec/replicas", 4), []],
];

const budgets: Mutation[] = [
  ["RabbitMQ without a budget", drop("PodDisruptionBudget/rabbitmq"), ["disruption-budget"]],
  ["Kafka without a budget", drop("PodDisruptionBudget/kafka"), ["disruption-budget"]],
  ["two of three may go", set("PodDisruptionBudget/rabbitmq", "/spec/maxUnavailable", 2), ["disruption-budget"]],
  [
    "half of the brokers may go",
    set("PodDisruptionBudget/kafka", "/spec/maxUnavailable", "50%"),
    ["disruption-budget"],
  ],
  [
    "one in three stays",
    all(
      remove("PodDisruptionBudget/kafka-controller", "/spec/maxUnavailable"),
      set("PodDisruptionBudget/kafka-controller", "/spec/minAvailable", 1),
    ),
    ["disruption-budget"],
  ],
  [
    "a rollout of two at once",
    set(rabbitmq, "/spec/updateStrategy/rollingUpdate", { maxUnavailable: 2 }),
    ["disruption-budget"],
  ],
  ["a rollout that stops half way", set(kafka, "/spec/updateStrategy/rollingUpdate", { partition: 1 }), ["rollout"]],
  ["a rollout by hand", set(rabbitmq, "/spec/updateStrategy/type", "OnDelete"), ["rollout"]],
  ["controllers that start in order", remove(controller, "/spec/podManagementPolicy"), ["rollout"]],
  ["brokers that start in order, and do not vote", remove(kafka, "/spec/podManagementPolicy"), []],
  [
    "a budget of other pods",
    set("PodDisruptionBudget/rabbitmq", "/spec/selector/matchLabels", other),
    ["disruption-budget"],
  ],
];

const isDefault = { metadata: { annotations: { "storageclass.kubernetes.io/is-default-class": "true" } } };
const grows = { allowVolumeExpansion: true };

const storage: Mutation[] = [
  [
    "RabbitMQ's data on an emptyDir",
    all(
      remove(rabbitmq, "/spec/volumeClaimTemplates"),
      set(rabbitmq, "/spec/template/spec/volumes/-", { name: "data", emptyDir: {} }),
    ),
    ["durable-storage"],
  ],
  [
    "Kafka's data on an emptyDir",
    all(
      remove(kafka, "/spec/volumeClaimTemplates"),
      set(kafka, "/spec/template/spec/volumes/-", { name: "data-0", emptyDir: {} }),
    ),
    ["durable-storage"],
  ],
  [
    "claims go with the StatefulSet",
    set(rabbitmq, "/spec/persistentVolumeClaimRetentionPolicy/whenDeleted", "Delete"),
    ["durable-storage"],
  ],
  [
    "claims go with a replica",
    set(kafka, "/spec/persistentVolumeClaimRetentionPolicy/whenScaled", "Delete"),
    ["durable-storage"],
  ],
  ["a default class that deletes", add("StorageClass", "standard", { ...isDefault, ...grows }), ["storage-class"]],
  [
    "a default class that cannot grow",
    add("StorageClass", "standard", { ...isDefault, reclaimPolicy: "Retain" }),
    ["storage-class"],
  ],
  [
    "a class that keeps and grows",
    add("StorageClass", "standard", { ...isDefault, ...grows, reclaimPolicy: "Retain" }),
    [],
  ],
  [
    "a volume for many",
    set(controller, "/spec/volumeClaimTemplates/0/spec/accessModes", ["ReadWriteMany"]),
    ["durable-storage"],
  ],
];

const services: Mutation[] = [
  ["the Service of the names is not there", drop("Service/rabbitmq-headless"), ["headless-service"]],
  ["it is another one", set(kafka, "/spec/serviceName", "kafka"), ["headless-service"]],
  ["it has an address", remove("Service/kafka-controller-headless", "/spec/clusterIP"), ["headless-service"]],
  [
    "it hides members that start",
    set("Service/rabbitmq-headless", "/spec/publishNotReadyAddresses", false),
    ["headless-service"],
  ],
  ["it selects other pods", set("Service/kafka-headless", "/spec/selector", other), ["headless-service"]],
  ["management on every node", set("Service/rabbitmq", "/spec/type", "NodePort"), ["service-exposure"]],
  ["plain AMQP for everyone", set("Service/rabbitmq", "/spec/type", "LoadBalancer"), ["service-exposure"]],
  ["plain Kafka for everyone", set("Service/kafka", "/spec/type", "LoadBalancer"), ["service-exposure"]],
];

const policy = "NetworkPolicy/rabbitmq";
const closed = "NetworkPolicy/default-deny";
const networks: Mutation[] = [
  ["a namespace that lets in what no NetworkPolicy opens", drop(closed), []],
  ["RabbitMQ without a NetworkPolicy, where the namespace lets nothing in", drop(policy), []],
  ["RabbitMQ without a NetworkPolicy", all(drop(closed), drop(policy)), ["network-isolation"]],
  ["Kafka without a NetworkPolicy", all(drop(closed), drop("NetworkPolicy/kafka")), ["network-isolation"]],
  [
    "a NetworkPolicy of other pods",
    all(drop(closed), set(policy, "/spec/podSelector/matchLabels", other)),
    ["network-isolation"],
  ],
  ["ports between RabbitMQ's nodes for everyone", remove(policy, "/spec/ingress/0/from"), ["network-isolation"]],
  [
    "ports between RabbitMQ's nodes for clients",
    set(policy, "/spec/ingress/2/ports/-", { port: 25672 }),
    ["network-isolation"],
  ],
  ["every port for administrators", remove(policy, "/spec/ingress/3/ports"), ["network-isolation"]],
  ["replication for everyone", remove("NetworkPolicy/kafka", "/spec/ingress/0/from"), ["network-isolation"]],
  [
    "controllers for the namespace",
    set("NetworkPolicy/kafka-controller", "/spec/ingress/0/from/-", { podSelector: {} }),
    ["network-isolation"],
  ],
  [
    "only what goes out is limited",
    all(drop(closed), set("NetworkPolicy/kafka", "/spec/policyTypes", ["Egress"])),
    ["network-isolation"],
  ],
];

const apis: Mutation[] = [
  [
    "a budget of an API that is gone",
    set("PodDisruptionBudget/kafka", "/apiVersion", "policy/v1beta1"),
    ["current-apis"],
  ],
  ["a StatefulSet of an API that is gone", set(rabbitmq, "/apiVersion", "apps/v1beta2"), ["current-apis"]],
  ["a NetworkPolicy of an API that is gone", set(policy, "/apiVersion", "extensions/v1beta1"), ["current-apis"]],
];

/** Changes of what stands around the pods. */
export const stackMutations: Mutation[] = [...replicas, ...budgets, ...storage, ...services, ...networks, ...apis];
