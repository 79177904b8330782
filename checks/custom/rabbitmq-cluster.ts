import { Field } from "../field";
import { parseMilli } from "../quantity";
import type { Adapter } from "./expand";
import { claim, metadata, nameOf, or, restricted } from "./make";
import { override } from "./override";
import { configuration, withoutPlain } from "./rabbitmq-configuration";

/** What the operator of that time takes when spec.image is left out. */
const image = "rabbitmq:4.3.4-management";

/**
 * RabbitMQ's Cluster Operator. https://www.rabbitmq.com/kubernetes/operator/using-operator
 * It makes no PodDisruptionBudget and no NetworkPolicy, and spreads nodes over zones only where that is easy.
 */
export const rabbitmqCluster: Adapter = (cluster) => {
  const name = nameOf(cluster);
  const spec = cluster.get("spec");
  return [
    { kind: "StatefulSet", object: overridden(statefulSet(cluster, name), spec.get("override", "statefulSet")) },
    {
      kind: "ConfigMap",
      object: { metadata: metadata(cluster, `${name}-server-conf`, labels(name)), data: configuration(spec) },
    },
    ...services(cluster, name),
    { kind: "RoleBinding", object: binding(cluster, name) },
  ];
};

/** What nobody has written is told to be where it can be written. */
const overridden = (made: object, given: Field): Field => override(new Field(made, given.path), given);

const labels = (name: string): Record<string, string> => ({
  "app.kubernetes.io/name": name,
  "app.kubernetes.io/component": "rabbitmq",
  "app.kubernetes.io/part-of": "rabbitmq",
});

function statefulSet(cluster: Field, name: string): object {
  const spec = cluster.get("spec");
  const size = or(spec.get("persistence", "storage"), "10Gi");
  const ephemeral = parseMilli(size.scalar() ?? "") === 0n;
  return {
    metadata: metadata(cluster, `${name}-server`, labels(name)),
    spec: {
      replicas: or(spec.get("replicas"), 1),
      serviceName: `${name}-nodes`,
      podManagementPolicy: "Parallel",
      selector: { matchLabels: { "app.kubernetes.io/name": name } },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: "Delete", whenScaled: "Retain" },
      volumeClaimTemplates: ephemeral ? [] : [claim("persistence", size, spec.get("persistence", "storageClassName"))],
      template: {
        metadata: { labels: labels(name) },
        spec: podSpec(spec, name, ephemeral ? [{ name: "persistence", emptyDir: new Field({}, size.path) }] : []),
      },
    },
  };
}

function podSpec(spec: Field, name: string, volumes: object[]): object {
  const seconds = or(spec.get("terminationGracePeriodSeconds"), 604800);
  const zone = { maxSkew: 1, topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "ScheduleAnyway" };
  return {
    terminationGracePeriodSeconds: seconds,
    affinity: spec.get("affinity"),
    topologySpreadConstraints: [{ ...zone, labelSelector: { matchLabels: { "app.kubernetes.io/name": name } } }],
    securityContext: { fsGroup: 0, runAsUser: 999, runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    serviceAccountName: `${name}-server`,
    // It asks the API server for its peers.
    automountServiceAccountToken: true,
    volumes: [...volumes, { name: "server-conf", configMap: { name: `${name}-server-conf` } }],
    initContainers: [setup(spec)],
    containers: [broker(spec)],
  };
}

function setup(spec: Field): object {
  const little = { cpu: "100m", memory: "500Mi" };
  return {
    name: "setup-container",
    image: or(spec.get("image"), image),
    command: ["sh", "-c", "sleep"],
    resources: { requests: little, limits: little },
    securityContext: restricted,
  };
}

function broker(spec: Field): object {
  const [amqp, management] = withoutPlain(spec) ? ["amqps", "management-tls"] : ["amqp", "management"];
  const startup = { httpGet: { path: "/api/health/checks/reached-target-cluster-size", port: management } };
  return {
    name: "rabbitmq",
    image: or(spec.get("image"), image),
    resources: or(spec.get("resources"), {
      requests: { cpu: "1000m", memory: "2Gi" },
      limits: { cpu: "2000m", memory: "2Gi" },
    }),
    ports: ports(spec).map(([name, containerPort]) => ({ name, containerPort })),
    volumeMounts: [{ name: "persistence", mountPath: "/var/lib/rabbitmq/mnesia/" }],
    readinessProbe: { tcpSocket: { port: amqp }, initialDelaySeconds: 10, timeoutSeconds: 5, periodSeconds: 10 },
    startupProbe: { ...startup, timeoutSeconds: 5, periodSeconds: 10, failureThreshold: 30 },
    lifecycle: {
      preStop: {
        exec: {
          command: ["/bin/bash", "-c", "rabbitmq-upgrade await_online_quorum_plus_one && rabbitmq-upgrade drain"],
        },
      },
    },
    securityContext: restricted,
  };
}

/** Listeners that clients may use; those without TLS can be left out. */
function ports(spec: Field): [name: string, port: number][] {
  const tls = spec.get("tls", "secretName").present;
  const plain: [string, number][] = withoutPlain(spec)
    ? []
    : [
        ["amqp", 5672],
        ["management", 15672],
        ["prometheus", 15692],
      ];
  const encrypted: [string, number][] = [
    ["amqps", 5671],
    ["management-tls", 15671],
    ["prometheus-tls", 15691],
  ];
  return [["epmd", 4369], ...plain, ...(tls ? encrypted : [])];
}

/** Nodes ask the API server who their peers are. */
const binding = (cluster: Field, name: string): object => ({
  metadata: metadata(cluster, `${name}-server`),
  subjects: [{ kind: "ServiceAccount", name: `${name}-server` }],
});

function services(cluster: Field, name: string): { kind: string; object: object }[] {
  const spec = cluster.get("spec");
  const selector = { "app.kubernetes.io/name": name };
  const service = {
    metadata: metadata(cluster, name, labels(name)),
    spec: {
      type: or(spec.get("service", "type"), "ClusterIP"),
      selector,
      ports: ports(spec)
        .filter(([port]) => port !== "epmd")
        .map(([port, number]) => ({ name: port, port: number, targetPort: number })),
    },
  };
  const internode = [4369, 25672].map((port) => ({ port, targetPort: port }));
  const nodes = { clusterIP: "None", publishNotReadyAddresses: true, selector, ports: internode };
  return [
    { kind: "Service", object: overridden(service, spec.get("override", "service")) },
    { kind: "Service", object: { metadata: metadata(cluster, `${name}-nodes`, labels(name)), spec: nodes } },
  ];
}
