import { Field } from "../field";
import type { StackObject } from "../stack";
import { metadata, or, settingsIn } from "./make";
import { listenerSettings, selectorOf, wellKnown } from "./strimzi-listeners";
import { storageOf, type Storage } from "./strimzi-storage";

/** Nodes of one pool, and where what is said of them stands. */
export interface Nodes {
  /** The resource that they belong to. */
  resource: Field;
  /** Name of the Kafka resource. */
  cluster: string;
  /** Name of the nodes: `my-cluster-brokers`. */
  name: string;
  roles: string[];
  /** Nodes of these roles in all pools of the cluster. */
  replicas: Field;
  storage: Field;
  resources: Field;
  jvmOptions: Field;
  /** Sections `pod` and `kafkaContainer` of the template that counts. */
  template: (section: string) => Field;
  /** The section `spec.kafka` of the Kafka resource; absent when that is elsewhere. */
  kafka: Field;
}

/** The StatefulSet that stands for a pool's nodes, and their configuration. */
export function nodesOf(nodes: Nodes): StackObject[] {
  const { resource, name } = nodes;
  const config = {
    metadata: metadata(resource, `${name}-config`),
    data: { "server.properties": configuration(nodes) },
  };
  return [
    { kind: "StatefulSet", object: statefulSet(nodes) },
    { kind: "ConfigMap", object: config },
  ];
}

function statefulSet(nodes: Nodes): object {
  const { resource, cluster, name, replicas } = nodes;
  const storage = storageOf(nodes.storage, "/var/lib/kafka/data");
  const pool = { "strimzi.io/pool-name": name.slice(cluster.length + 1) };
  const labels = { ...wellKnown(cluster, "kafka"), ...selectorOf(cluster), ...pool };
  const pod = nodes.template("pod");
  return {
    metadata: metadata(resource, name, labels),
    spec: {
      replicas,
      serviceName: `${cluster}-kafka-brokers`,
      podManagementPolicy: "Parallel",
      selector: { matchLabels: selectorOf(cluster) },
      persistentVolumeClaimRetentionPolicy: storage.retention,
      volumeClaimTemplates: storage.claims,
      template: {
        metadata: { labels: { ...Object.fromEntries(pod.get("metadata", "labels").entries()), ...labels } },
        spec: new Field(podSpec(nodes, storage), pod.path),
      },
    },
  };
}

function podSpec(nodes: Nodes, storage: Storage): object {
  const pod = nodes.template("pod");
  return {
    terminationGracePeriodSeconds: or(pod.get("terminationGracePeriodSeconds"), 30),
    automountServiceAccountToken: false,
    affinity: pod.get("affinity"),
    topologySpreadConstraints: pod.get("topologySpreadConstraints"),
    priorityClassName: pod.get("priorityClassName"),
    securityContext: or(pod.get("securityContext"), { fsGroup: 0 }),
    serviceAccountName: `${nodes.cluster}-kafka`,
    volumes: [...storage.volumes, { name: "config", configMap: { name: `${nodes.name}-config` } }],
    containers: [new Field(container(nodes, storage.mounts), nodes.template("kafkaContainer").path)],
  };
}

/** What version 1.2 of the operator takes when no version is given. */
const version = "4.3.1";

function container(nodes: Nodes, volumeMounts: object[]): object {
  const { kafka } = nodes;
  const probe = (name: string) => ({
    exec: { command: [`/opt/kafka/kafka_${name}.sh`] },
    initialDelaySeconds: 15,
    timeoutSeconds: 5,
  });
  const given = kafka.get("version");
  const tag = `quay.io/strimzi/kafka:1.2.0-kafka-${given.text() ?? version}`;
  return {
    name: "kafka",
    image: or(kafka.get("image"), new Field(tag, given.path)),
    command: ["/opt/kafka/kafka_run.sh"],
    resources: nodes.resources,
    env: [
      { name: "KAFKA_HEAP_OPTS", value: heap(nodes.jvmOptions) },
      ...nodes.template("kafkaContainer").get("env").items(),
    ],
    ports: [{ containerPort: 9090 }, { containerPort: 9091 }],
    volumeMounts,
    livenessProbe: probe("liveness"),
    readinessProbe: probe("readiness"),
    securityContext: nodes.template("kafkaContainer").get("securityContext"),
  };
}

/** Half of the memory limit when nothing is said. */
function heap(jvmOptions: Field): Field {
  const flags = ["-Xms", "-Xmx"].flatMap((flag) => {
    const value = jvmOptions.get(flag).text();
    return value === undefined ? [] : [`${flag}${value}`];
  });
  return new Field(flags.length > 0 ? flags.join(" ") : "-XX:MaxRAMPercentage=50", jvmOptions.path);
}

function configuration({ kafka, roles }: Nodes): Field {
  const own = kafka.get("config");
  const rack = kafka.get("rack");
  const settings = {
    "process.roles": new Field(roles.join(","), own.path),
    ...listenerSettings(kafka.get("listeners"), roles),
    ...(rack.present && { "broker.rack": new Field("topology", rack.path) }),
    ...(kafka.get("authorization").present && {
      "authorizer.class.name": new Field(
        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        kafka.get("authorization").path,
      ),
    }),
    ...settingsIn(own),
  };
  return new Field(settings, own.path);
}
