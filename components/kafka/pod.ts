import type { types } from "@pulumi/kubernetes";
import type { Input } from "@pulumi/pulumi";
import { dnsConfig } from "../kubernetes/dns";
import { labels, selector, serverComponent, zoneLabel } from "../kubernetes/labels";
import { containerPorts } from "../kubernetes/manifests";
import { scrapeAnnotations, withAnnotation } from "../kubernetes/metrics";
import { withNodeDisk } from "../kubernetes/node-disk";
import { placement } from "../kubernetes/placement";
import { containerSecurity, podSecurity } from "../kubernetes/security";
import type { RoleContext } from "./context";
import { idsName } from "./ids";
import { jvmVariables } from "./jvm";
import { listenersOf, portsOf } from "./listeners";
import { rackContainers, rackMounts, rackVolumes } from "./rack";
import { metricsPort, volumePath } from "./roles";
import { configPath } from "./scripts/start";
import { tlsMounts, tlsVolumes } from "./security";
import { RackSource } from "./settings";
import { factsOf } from "./versions";
import { zookeeperMounts, zookeeperVolumes } from "./zookeeper";

type PodTemplate = types.input.core.v1.PodTemplateSpec;
type Container = types.input.core.v1.Container;
type EnvVar = types.input.core.v1.EnvVar;
type Mount = types.input.core.v1.VolumeMount;

/** User and group `appuser` of the official image. */
export const kafkaId = 1000;

/** Template of a member's pod. */
export function podTemplate(context: RoleContext): PodTemplate {
  const { role, settings } = context;
  const { jmxExporter } = settings.metrics;
  const matchLabels = selector(role.identity, serverComponent);
  const jar = jmxExporter?.image ? [jarContainer(jmxExporter.image, jmxExporter.jar)] : [];
  const initContainers = [...rackContainers(context), ...jar];
  return {
    metadata: {
      labels: labels(role.identity, serverComponent),
      ...annotations(context),
    },
    spec: {
      serviceAccountName: context.name,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      dnsConfig,
      terminationGracePeriodSeconds: settings.terminationGracePeriodSeconds,
      securityContext: podSecurity(kafkaId),
      ...placement(settings, matchLabels, role.nodes.replicas),
      ...(initContainers.length > 0 && { initContainers }),
      containers: [server(context)],
      volumes: [
        { name: "config", configMap: { name: context.config } },
        { name: "tmp", emptyDir: { sizeLimit: "1Gi" } },
        ...tlsVolumes(context),
        ...rackVolumes(context),
        ...zookeeperVolumes(context),
        ...(jmxExporter?.image ? [{ name: "jmx-exporter", emptyDir: { sizeLimit: "64Mi" } }] : []),
      ],
    },
  };
}

/** Members read their certificate when they start: another one rolls them. */
function annotations({ settings, revision }: RoleContext): { annotations?: Record<string, Input<string>> } {
  const scraped = settings.metrics.jmxExporter ? scrapeAnnotations(settings.metrics, metricsPort) : {};
  return withAnnotation(scraped, "messaging/certificate", revision);
}

/** Takes the agent out of its image. */
function jarContainer(image: string, jar: string): Container {
  return {
    name: "jmx-exporter",
    image,
    imagePullPolicy: "IfNotPresent",
    command: ["cp", jar, "/jmx-exporter/agent.jar"],
    securityContext: containerSecurity,
    resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { cpu: "200m", memory: "32Mi" } },
    volumeMounts: [{ name: "jmx-exporter", mountPath: "/jmx-exporter" }],
  };
}

function server(context: RoleContext): Container {
  const { role, settings, image } = context;
  const { jmxExporter } = settings.metrics;
  const members = context.roles.reduce((sum, { nodes }) => sum + nodes.replicas, 0);
  return {
    name: "kafka",
    image,
    imagePullPolicy: "IfNotPresent",
    command: ["bash", `${configPath}/start.sh`],
    env: environment(context),
    ports: containerPorts({ ...portsOf(listenersOf(settings, role)), ...(jmxExporter && { metrics: metricsPort }) }),
    // An hour: a member that recovers large logs is not to be killed for it.
    startupProbe: { exec: { command: guard("up") }, periodSeconds: 2, timeoutSeconds: 10, failureThreshold: 1800 },
    readinessProbe: {
      tcpSocket: { port: role.broker ? "client" : "controller" },
      periodSeconds: 2,
      timeoutSeconds: 2,
      failureThreshold: 3,
    },
    ...(members > 1 && { lifecycle: { preStop: { exec: { command: guard("stop") } } } }),
    securityContext: containerSecurity,
    resources: withNodeDisk(role.nodes.resources),
    volumeMounts: mounts(context),
  };
}

function guard(question: string): string[] {
  return ["bash", `${configPath}/guard.sh`, question];
}

function mounts(context: RoleContext): Mount[] {
  const { role, settings } = context;
  return [
    ...Array.from({ length: role.nodes.storage.logDirs }, (_, i) => ({ name: `data-${i}`, mountPath: volumePath(i) })),
    { name: "config", mountPath: configPath, readOnly: true },
    { name: "tmp", mountPath: "/tmp" },
    ...tlsMounts(context),
    ...rackMounts(context),
    ...zookeeperMounts(context),
    ...(settings.metrics.jmxExporter?.image
      ? [{ name: "jmx-exporter", mountPath: "/jmx-exporter", readOnly: true }]
      : []),
  ];
}

function environment({ name, role, settings }: RoleContext): EnvVar[] {
  const { jmxExporter } = settings.metrics;
  const fromIds = (variable: string, key: string): EnvVar => ({
    name: variable,
    valueFrom: { configMapKeyRef: { name: idsName(name), key } },
  });
  const literal: Record<string, string> = {
    ...jvmVariables(settings, role.nodes),
    KAFKA_LOG4J_OPTS: factsOf(settings.version).log4j2
      ? `-Dlog4j2.configurationFile=${configPath}/log4j2.yaml`
      : `-Dlog4j.configuration=file:${configPath}/log4j.properties`,
    LOG_DIR: "/tmp",
    ...(jmxExporter && { JMX_EXPORTER_JAR: jmxExporter.image ? "/jmx-exporter/agent.jar" : jmxExporter.jar }),
  };
  return [
    { name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
    { name: "POD_NAMESPACE", valueFrom: { fieldRef: { fieldPath: "metadata.namespace" } } },
    ...(role.broker && settings.external?.type === "nodePort" && settings.external.host === undefined
      ? [{ name: "NODE_IP", valueFrom: { fieldRef: { fieldPath: "status.hostIP" } } }]
      : []),
    ...(role.broker && settings.rack === RackSource.podLabel
      ? [{ name: "ZONE", valueFrom: { fieldRef: { fieldPath: `metadata.labels['${zoneLabel}']` } } }]
      : []),
    ...(settings.mode === "kraft"
      ? [fromIds("CLUSTER_ID", "cluster.id"), fromIds("DIRECTORY_IDS", "directory.ids")]
      : []),
    ...Object.entries(literal).map(([variable, value]) => ({ name: variable, value })),
  ];
}
