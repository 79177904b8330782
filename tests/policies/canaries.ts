import { customKinds } from "../../checks/custom/expand";
import { kindOfToken } from "../../checks/kind";
import { rules } from "../../policies/list";
import { budget, configMap, container, labels, networkPolicy, service, statefulSet, workload } from "./fixtures";
import { config, custom, kafka, pool, rabbitmqCluster, topic } from "./operators";
import type { Resource } from "./support";

/** A word that nobody may be told. */
export const canary = "hunter2";

const system = (name: string, image: string, command: string, env: [string, string][] = []): Resource => {
  const environment = env.map(([variable, value]) => ({ name: variable, value }));
  const pod = {
    containers: [{ ...container, image, command: ["sh", "-c", command], env: environment }],
    initContainers: [{ name: "init", image: "busybox", command: ["sh", "-c", `echo password=${canary} > x`] }],
    volumes: [{ name: "config", configMap: { name: `${name}-config` } }],
    topologySpreadConstraints: [{ topologyKey: "zone", whenUnsatisfiable: "ScheduleAnyway", maxSkew: 1 }],
  };
  const { type, props } = statefulSet(pod, { serviceName: name });
  return { type, props: { ...props, metadata: { name, namespace: "messaging", labels } } };
};

const systems: Resource[] = [
  system("rabbitmq", "rabbitmq:4.2", "rabbitmq-server", [
    ["RABBITMQ_ERLANG_COOKIE", canary],
    ["RABBITMQ_DEFAULT_PASS", canary],
    ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", `-setcookie ${canary}`],
  ]),
  configMap({
    "rabbitmq.conf": `default_pass = ${canary}\n${canary} = a\ndefault_policies.operator.${canary}.ha_mode = all\ndefault_queue_type = ${canary}`,
    "advanced.config": `[{rabbit, [{default_pass, <<"${canary}">>}, {cluster_partition_handling, ${canary}}]}].`,
    "definitions.json": JSON.stringify({
      users: [{ name: canary, password: canary, tags: canary }],
      vhosts: [{ name: canary, default_queue_type: canary }],
      queues: [{ name: canary, arguments: { "x-queue-type": canary } }, canary],
      policies: [{ name: canary, definition: { "ha-mode": canary } }, { definition: canary }],
    }),
    "broken.json": `{"password": ${canary}}`,
  }),
  system("kafka", "apache/kafka:4.1.0", `kafka-server-start.sh --override min.insync.replicas=${canary}`, [
    ["KAFKA_DEFAULT_REPLICATION_FACTOR", canary],
    ["KAFKA_HEAP_OPTS", `-Xmx${canary} -Dpassword=${canary}`],
    ["KAFKA_LISTENERS", `${canary}://:9092,PLAINTEXT://:9093`],
    ["KAFKA_LOG_RETENTION_HOURS", canary],
  ]),
  configMap(
    {
      "server.properties": `ssl.keystore.password=${canary}\nlistener.name.${canary}.sasl=${canary}\nunclean.leader.election.enable=${canary}`,
    },
    { name: "kafka-config" },
  ),
  system("zookeeper", "zookeeper:3.9", "zkServer.sh start-foreground", [
    ["ZOO_SERVERS", canary],
    ["SERVER_JVMFLAGS", `-Xmx${canary}`],
  ]),
  configMap(
    { "zoo.cfg": `autopurge.purgeInterval=${canary}\nserver.1=${canary}\n4lw.commands.whitelist=*,${canary}` },
    { name: "zookeeper-config" },
  ),
];

const nodes = { replicas: 2, resources: { requests: { memory: canary }, limits: { memory: "1Gi" } } };
const components: Resource[] = [
  ["RabbitMQCluster", { ...nodes, antiAffinity: "preferred", config: { default_queue_type: "classic" } }],
  ["ZooKeeperEnsemble", nodes],
  [
    "KafkaCluster",
    { brokers: nodes, controllers: nodes, topics: [{ name: canary, config: { "min.insync.replicas": "x" } }] },
  ],
].map(([kind, props]) => ({ type: `messaging:index:${kind as string}`, props: props as object }));

const operators: Resource[] = [
  rabbitmqCluster({
    replicas: 2,
    image: "rabbitmq:4.2",
    rabbitmq: { additionalConfig: `default_pass = ${canary}`, envConfig: `RABBITMQ_X=${canary}` },
    persistence: { storage: "10Gi", storageClassName: "fast" },
    override: { statefulSet: { spec: { template: { spec: { containers: [{ name: "x", image: "y" }] } } } } },
  }),
  kafka({
    config: { ...config, "ssl.keystore.password": canary },
    version: "4.1.0",
    listeners: [{ name: "plain", port: 9092, type: "loadbalancer", tls: false, authentication: { type: "scram" } }],
  }),
  pool("brokers", { jvmOptions: { "-Xmx": "9g" }, template: { pod: { affinity: {} } } }),
  topic({ replicas: 1, config: { "min.insync.replicas": canary } }),
  ...["Queue", "Policy", "OperatorPolicy", "Vhost"].map((kind) =>
    custom(`rabbitmq.com/v1beta1:${kind}`, "declared", {
      name: "n",
      type: "classic",
      defaultQueueType: "classic",
      arguments: { "x-queue-type": "classic" },
      definition: { "ha-mode": "all" },
    }),
  ),
];

const others: Resource[] = [
  budget({ maxUnavailable: "50%" }),
  networkPolicy({ ingress: [{ ports: [{ port: "amqp" }], from: [{ podSelector: { matchLabels: labels } }] }] }),
  service({ type: "NodePort", loadBalancerSourceRanges: ["0.0.0.0/0"] }),
  { type: "kubernetes:helm.sh/v3:Release", props: { chart: "rabbitmq", values: { auth: { password: canary } } } },
  {
    type: "kubernetes:core/v1:Secret",
    props: { metadata: { name: "s" }, stringData: { "rabbitmq.conf": `default_pass = ${canary}` } },
  },
];

const known = [...systems, ...components, ...operators, ...others];

/** Whatever else the rules look at: an object that says a little of everything. */
const rest = [...new Set([...customKinds, ...rules.flatMap((rule) => [...rule.kinds, ...(rule.joins ?? [])])])]
  .filter((kind) => !known.some(({ type }) => kindOfToken(type) === kind))
  .map((kind) => {
    const { props } = workload(kind, {}, { type: "x", storageClassName: "y" });
    const more = { roleRef: { name: "x" }, subjects: [{ kind: "ServiceAccount", name: "x", namespace: "y" }] };
    return {
      type: `kubernetes:apps/v1:${kind}`,
      props: { ...props, ...more, provisioner: "x", reclaimPolicy: "Delete" },
    };
  });

/** A stack with a resource of every kind that the rules look at, and the canary in every file of a broker. */
export const stack: Resource[] = [...known, ...rest];

/**
 * Copies in which one string each is the canary; names of objects are told, so they are left.
 * @param mark what stands in its place.
 * @param anything whether other values, lists and maps are replaced as well.
 */
export function* planted(
  value: unknown,
  mark: unknown = canary,
  anything = false,
  path: string[] = [],
): Generator<[place: string, copy: unknown]> {
  if (anything ? path.length > 0 : typeof value === "string") yield [path.join("."), mark];
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === "name" && path.at(-1) === "metadata") continue;
    for (const [place, changed] of planted(inner, mark, anything, [...path, key])) {
      const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...value };
      (copy as Record<string, unknown>)[key] = changed;
      yield [place, copy];
    }
  }
}
