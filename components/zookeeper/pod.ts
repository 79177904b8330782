import type { types } from "@pulumi/kubernetes";
import { dnsConfig, javaDnsOptions } from "../kubernetes/dns";
import { labels, selector, serverComponent } from "../kubernetes/labels";
import { containerPorts } from "../kubernetes/manifests";
import { scrapeAnnotations, withAnnotation } from "../kubernetes/metrics";
import { withNodeDisk } from "../kubernetes/node-disk";
import { placement } from "../kubernetes/placement";
import { containerSecurity, podSecurity } from "../kubernetes/security";
import { heapMebibytes } from "./heap";
import type { Context } from "./manifests";
import type { ZooKeeper } from "./schema";
import { membership, prepare, rendered, start } from "./scripts";
import { asksClients, securePort, tlsMounts, tlsVolumes } from "./tls";
import { paths, ports } from "./zoo-cfg";

type Container = types.input.core.v1.Container;
type VolumeMount = types.input.core.v1.VolumeMount;

/** User and group `zookeeper` of the official image. */
const zookeeperId = 1000;

/** Template of a member's pod. */
export function podTemplate(context: Context): types.input.core.v1.PodTemplateSpec {
  const { names, identity, settings } = context;
  const scraped = scrapeAnnotations(settings.metrics, ports.metrics);
  return {
    metadata: {
      labels: labels(identity, serverComponent),
      // Members take up certificates as they change, but the authorities of their clients when they start: others roll them.
      ...withAnnotation(scraped, "messaging/authorities", context.authorities),
    },
    spec: {
      serviceAccountName: names.main,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      dnsConfig,
      // The server stops at once, so that followers see their leader's connections close and elect another. It has no way to hand over
      // first, hence no preStop; a roll waits by the readiness probe.
      terminationGracePeriodSeconds: 30,
      securityContext: podSecurity(zookeeperId),
      ...placement(settings, selector(identity, serverComponent), settings.replicas),
      initContainers: [prepareContainer(context)],
      containers: [server(context)],
      volumes: [
        { name: "rendered", configMap: { name: names.config } },
        { name: "conf", emptyDir: { sizeLimit: "16Mi" } },
        { name: "tmp", emptyDir: { sizeLimit: "64Mi" } },
        ...tlsVolumes(names.main, settings),
      ],
    },
  };
}

function prepareContainer({ settings, image }: Context): Container {
  return {
    name: "prepare",
    image,
    imagePullPolicy: "IfNotPresent",
    command: ["bash", "-c", prepare(settings)],
    securityContext: containerSecurity,
    resources: { requests: { cpu: "10m", memory: "64Mi" }, limits: { cpu: "500m", memory: "64Mi" } },
    volumeMounts: [
      { name: "data", mountPath: paths.data },
      { name: "conf", mountPath: paths.config },
      { name: "rendered", mountPath: rendered, readOnly: true },
      ...(asksClients(settings) ? tlsMounts(settings, false) : []),
    ],
  };
}

function server({ settings, image }: Context): Container {
  const exec = { command: membership };
  return {
    name: "zookeeper",
    image,
    imagePullPolicy: "IfNotPresent",
    command: ["bash", "-c", start(settings)],
    env: environment(settings),
    ports: containerPorts({ ...ports, ...(settings.tls.enabled && { secure: securePort }) }),
    readinessProbe: { exec, periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 2 },
    // Up to half an hour: a member that gets a large snapshot is not to be killed for it. There is no liveness probe: a member without
    // a quorum is healthy and waits for the others, and one that cannot go on ends by itself.
    startupProbe: { exec, periodSeconds: 2, timeoutSeconds: 5, failureThreshold: 900 },
    securityContext: containerSecurity,
    resources: withNodeDisk(settings.resources),
    volumeMounts: volumeMounts(settings),
  };
}

function environment(settings: ZooKeeper): types.input.core.v1.EnvVar[] {
  const heap = heapMebibytes(settings);
  const flags = [`-Xms${heap}m`, ...javaDnsOptions, ...(settings.serverJvmFlags ? [settings.serverJvmFlags] : [])];
  return [
    { name: "ZK_SERVER_HEAP", value: String(heap) },
    { name: "SERVER_JVMFLAGS", value: flags.join(" ") },
    // JMX would listen on a random port; the metrics provider has the same numbers.
    { name: "JMXDISABLE", value: "true" },
    // Logs go to the console, and the start script wants to write to this directory all the same.
    { name: "ZOO_LOG_DIR", value: "/tmp" },
  ];
}

function volumeMounts({ dataLog, tls }: ZooKeeper): VolumeMount[] {
  return [
    { name: "data", mountPath: paths.data },
    ...(dataLog ? [{ name: "datalog", mountPath: paths.dataLog }] : []),
    { name: "conf", mountPath: paths.config, readOnly: true },
    { name: "tmp", mountPath: "/tmp" },
    ...tlsMounts({ tls }, true),
  ];
}
