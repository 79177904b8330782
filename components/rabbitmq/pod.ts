import type { types } from "@pulumi/kubernetes";
import { labels, selector, serverComponent, type Identity } from "../kubernetes/labels";
import { containerPorts } from "../kubernetes/manifests";
import { scrapeAnnotations } from "../kubernetes/metrics";
import { withNodeDisk } from "../kubernetes/node-disk";
import { placement } from "../kubernetes/placement";
import { containerSecurity, podSecurity } from "../kubernetes/security";
import { tlsSecretName } from "../tls/names";
import type { Names } from "./names";
import { distributionArguments } from "./distribution";
import { amqpName, portsOf, tlsPath } from "./listeners";
import { definitionsPath } from "./rabbitmq-conf";
import type { RabbitMQ } from "./schema";
import { factsOf } from "./versions";

type PodTemplate = types.input.core.v1.PodTemplateSpec;
type Container = types.input.core.v1.Container;
type EnvVar = types.input.core.v1.EnvVar;

/** User and group `rabbitmq` of the official image. */
export const rabbitmqId = 999;

/** Where the Erlang cookie is for broker and tools alike: the home of `rabbitmq` in the official image. */
export const home = "/var/lib/rabbitmq";

/** Template of a server's pod. */
export function podTemplate(names: Names, identity: Identity, settings: RabbitMQ, image: string): PodTemplate {
  return {
    metadata: {
      labels: labels(identity, serverComponent),
      ...scrapeAnnotations(settings.metrics, portsOf(settings).prometheus, settings.tls.enabled),
    },
    spec: {
      serviceAccountName: names.main,
      automountServiceAccountToken: factsOf(settings.version).discoveryAsksApi,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: settings.terminationGracePeriodSeconds,
      securityContext: podSecurity(rabbitmqId),
      ...placement(settings, selector(identity, serverComponent), settings.replicas),
      initContainers: [cookieContainer(image)],
      containers: [server(names, settings, image)],
      volumes: volumes(names, settings),
    },
  };
}

/**
 * Puts the cookie where Erlang wants it: a file of its own user that nobody else can read, which no mode of a Secret volume gives.
 */
export function cookieContainer(image: string): Container {
  return {
    name: "erlang-cookie",
    image,
    imagePullPolicy: "IfNotPresent",
    command: [
      "sh",
      "-ec",
      `umask 077; cp /run/secrets/erlang-cookie/cookie ${home}/.erlang.cookie; chmod 0400 ${home}/.erlang.cookie`,
    ],
    securityContext: containerSecurity,
    resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { cpu: "200m", memory: "32Mi" } },
    volumeMounts: [
      { name: "home", mountPath: home },
      { name: "erlang-cookie", mountPath: "/run/secrets/erlang-cookie", readOnly: true },
    ],
  };
}

function server(names: Names, settings: RabbitMQ, image: string): Container {
  const { amqp, ...ports } = portsOf(settings);
  return {
    name: "rabbitmq",
    image,
    imagePullPolicy: "IfNotPresent",
    env: environment(names, settings),
    ports: containerPorts({ [amqpName(settings)]: amqp, ...ports }),
    // The listener opens when the node has joined, started its plugins and imported its definitions, and closes with a drain.
    // Not an alarm, not a queue: a node that blocks publishers has consumers to serve.
    readinessProbe: {
      tcpSocket: { port: amqpName(settings) },
      periodSeconds: 2,
      timeoutSeconds: 2,
      failureThreshold: 3,
    },
    startupProbe: startupProbe(settings),
    ...(settings.replicas > 1 && { lifecycle: { preStop: { exec: { command: preStop(settings) } } } }),
    securityContext: containerSecurity,
    resources: withNodeDisk(settings.resources),
    volumeMounts: [
      { name: "home", mountPath: home },
      { name: "data", mountPath: `${home}/mnesia` },
      { name: "config", mountPath: "/etc/rabbitmq", readOnly: true },
      // By subPath: the broker takes every entry of the directory for a file of definitions, also a volume's `..data`.
      {
        name: "definitions",
        mountPath: `${definitionsPath}/10-topology.json`,
        subPath: "topology.json",
        readOnly: true,
      },
      { name: "users", mountPath: `${definitionsPath}/20-users.json`, subPath: "users.json", readOnly: true },
      { name: "tmp", mountPath: "/tmp" },
      ...tlsMounts(settings),
    ],
  };
}

function environment(names: Names, settings: RabbitMQ): EnvVar[] {
  const suffix = `.${names.headless}.$(POD_NAMESPACE).svc.${settings.clusterDomain}`;
  return [
    { name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
    { name: "POD_NAMESPACE", valueFrom: { fieldRef: { fieldPath: "metadata.namespace" } } },
    { name: "RABBITMQ_USE_LONGNAME", value: "true" },
    { name: "RABBITMQ_NODENAME", value: `rabbit@$(POD_NAME)${suffix}` },
    ...(factsOf(settings.version).discoveryAsksApi ? [{ name: "K8S_HOSTNAME_SUFFIX", value: suffix }] : []),
    { name: "RABBITMQ_LOGS", value: "-" },
    { name: "ERL_CRASH_DUMP", value: "/tmp/erl_crash.dump" },
    ...erlangEnvironment(settings),
  ];
}

function erlangEnvironment({ tls, erlangArguments }: RabbitMQ): EnvVar[] {
  const distribution = tls.enabled ? distributionArguments : undefined;
  const server = [distribution, erlangArguments].filter(Boolean).join(" ");
  return [...(server ? [{ name: "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", value: server }] : []), ...toolEnvironment(tls)];
}

/** What the command line tools need to reach a node. */
export function toolEnvironment({ enabled }: RabbitMQ["tls"]): EnvVar[] {
  return enabled ? [{ name: "RABBITMQ_CTL_ERL_ARGS", value: distributionArguments }] : [];
}

/** Up to half an hour: a node that recovers long queues is not to be killed for it. */
function startupProbe({ version, tls }: RabbitMQ): types.input.core.v1.Probe {
  const patience = { periodSeconds: 2, timeoutSeconds: 5, failureThreshold: 900 };
  return factsOf(version).targetSizeEndpoint
    ? {
        httpGet: {
          path: "/api/health/checks/reached-target-cluster-size",
          port: "management",
          ...(tls.enabled && { scheme: "HTTPS" }),
        },
        ...patience,
      }
    : { tcpSocket: { port: amqpName({ tls }) }, ...patience };
}

/**
 * A node goes down only when a majority of every quorum stays without it, or after a bounded wait; then it hands over its leaders and
 * closes its connections, so that clients move before it stops. A majority of two is both: there nothing is to be waited for.
 */
function preStop({ replicas, terminationGracePeriodSeconds }: RabbitMQ): string[] {
  const seconds = Math.floor(terminationGracePeriodSeconds * 0.6);
  const wait = `timeout ${seconds + 10} rabbitmq-upgrade await_online_quorum_plus_one -t ${seconds};`;
  return [
    "sh",
    "-c",
    `${replicas > 2 ? wait : ""} timeout ${Math.floor(terminationGracePeriodSeconds * 0.2)} rabbitmq-upgrade drain`,
  ];
}

/** The certificates, not by subPath, so that they change under the running node. */
export function tlsMounts({ tls }: Pick<RabbitMQ, "tls">): types.input.core.v1.VolumeMount[] {
  return tls.enabled ? [{ name: "tls", mountPath: tlsPath, readOnly: true }] : [];
}

export function cookieVolume(names: Names, { existingSecrets }: RabbitMQ): types.input.core.v1.Volume {
  const secretName = existingSecrets.erlangCookie ?? names.cookie;
  return { name: "erlang-cookie", secret: { secretName, defaultMode: 0o440 } };
}

export function tlsVolumes(names: Names, { tls }: Pick<RabbitMQ, "tls">): types.input.core.v1.Volume[] {
  if (!tls.enabled) return [];
  return [{ name: "tls", secret: { secretName: tlsSecretName(names.main, tls), defaultMode: 0o440 } }];
}

function volumes(names: Names, settings: RabbitMQ): types.input.core.v1.Volume[] {
  return [
    { name: "home", emptyDir: { sizeLimit: "64Mi" } },
    { name: "tmp", emptyDir: { sizeLimit: "1Gi" } },
    { name: "config", configMap: { name: names.config } },
    { name: "definitions", configMap: { name: names.definitions } },
    { name: "users", secret: { secretName: names.users, defaultMode: 0o440 } },
    cookieVolume(names, settings),
    ...tlsVolumes(names, settings),
  ];
}
