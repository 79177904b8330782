import { Field } from "../field";
import type { StackObject } from "../stack";
import { metadata, or, settingsIn } from "./make";
import { wellKnown } from "./strimzi-listeners";
import { networkOf } from "./strimzi-network";
import { storageOf } from "./strimzi-storage";

/** What Strimzi up to 0.45 writes into zoo.cfg when nothing else is said. */
const defaults = {
  tickTime: "2000",
  initLimit: "5",
  syncLimit: "2",
  "autopurge.purgeInterval": "1",
  // There is one volume, and nobody can give it another.
  dataLogDir: "/var/lib/zookeeper/data",
};

/** The ensemble that Strimzi up to 0.45 makes of `spec.zookeeper`. */
export function zookeeperOf(resource: Field, cluster: string): StackObject[] {
  const section = resource.get("spec", "zookeeper");
  const name = `${cluster}-zookeeper`;
  const labels = { "strimzi.io/cluster": cluster, "strimzi.io/kind": "Kafka", "strimzi.io/name": name };
  const config = section.get("config");
  const settings = new Field({ ...defaults, ...settingsIn(config) }, config.path);
  const budget = {
    maxUnavailable: or(section.get("template", "podDisruptionBudget", "maxUnavailable"), 1),
    selector: { matchLabels: labels },
  };
  const network = { name: `${cluster}-network-policy-zookeeper`, serviceName: `${name}-nodes`, labels, clients: [] };
  return [
    ...networkOf(resource, { ...network, memberPorts: [2181, 2888, 3888] }),
    { kind: "StatefulSet", object: statefulSet(resource, name, { ...wellKnown(cluster, "zookeeper"), ...labels }) },
    { kind: "ConfigMap", object: { metadata: metadata(resource, `${name}-config`), data: { "zoo.cfg": settings } } },
    { kind: "PodDisruptionBudget", object: { metadata: metadata(resource, name), spec: budget } },
  ];
}

function statefulSet(resource: Field, name: string, labels: Record<string, string>): object {
  const section = resource.get("spec", "zookeeper");
  const pod = section.get("template", "pod");
  const storage = storageOf(section.get("storage"), "/var/lib/zookeeper");
  return {
    metadata: metadata(resource, name, labels),
    spec: {
      replicas: section.get("replicas"),
      serviceName: `${name}-nodes`,
      podManagementPolicy: "Parallel",
      selector: { matchLabels: labels },
      persistentVolumeClaimRetentionPolicy: storage.retention,
      volumeClaimTemplates: storage.claims,
      template: {
        metadata: { labels },
        spec: new Field(
          {
            terminationGracePeriodSeconds: or(pod.get("terminationGracePeriodSeconds"), 30),
            automountServiceAccountToken: false,
            affinity: pod.get("affinity"),
            topologySpreadConstraints: pod.get("topologySpreadConstraints"),
            securityContext: or(pod.get("securityContext"), { fsGroup: 0 }),
            volumes: [...storage.volumes, { name: "config", configMap: { name: `${name}-config` } }],
            containers: [container(resource, storage.mounts)],
          },
          pod.path,
        ),
      },
    },
  };
}

function container(resource: Field, volumeMounts: object[]): object {
  const section = resource.get("spec", "zookeeper");
  const probe = (name: string) => ({ exec: { command: [`/opt/kafka/zookeeper_${name}.sh`] }, timeoutSeconds: 5 });
  return {
    name: "zookeeper",
    image: or(section.get("image"), "quay.io/strimzi/kafka:0.45.0-kafka-3.9.0"),
    command: ["/opt/kafka/bin/zookeeper-server-start.sh"],
    resources: section.get("resources"),
    ports: [2181, 2888, 3888].map((containerPort) => ({ containerPort })),
    volumeMounts,
    livenessProbe: probe("healthcheck"),
    readinessProbe: probe("healthcheck"),
    securityContext: section.get("template", "zookeeperContainer", "securityContext"),
  };
}
