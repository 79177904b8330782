import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "../parse";
import type { Guarantees } from "../kubernetes/guarantees";
import { podDisruptionBudget } from "../kubernetes/manifests";
import { podMonitor } from "../kubernetes/metrics";
import { rollOptions, statefulSetOptions } from "../kubernetes/resource-options";
import * as access from "./access";
import { clientProperties, connectionSecret } from "./connection";
import { contextOf, roleContexts, type Context, type RoleContext } from "./context";
import { ids } from "./credentials";
import { externalBootstrap } from "./external";
import { externalIngresses, externalServices } from "./external-manifests";
import { guarantees } from "./guarantees";
import { listener, servers } from "./listeners";
import * as manifests from "./manifests";
import { rules } from "./rules";
import { kafkaSettings } from "./schema";
import type { KafkaSettings } from "./settings";
import { topicsConfigMap, topicsJob } from "./topics-job";
import { warnings } from "./warnings";

/** Settings, and what comes from other resources. */
export interface KafkaClusterArgs extends KafkaSettings {
  /** Namespace the cluster runs in. It is not created. */
  namespace: pulumi.Input<string>;
}

/**
 * A Kafka cluster that keeps every acknowledged record through the loss and the roll of brokers: StatefulSets of brokers and controllers,
 * Services, configuration, generated ids, PodDisruptionBudgets, NetworkPolicies, and a Job that creates and alters the declared
 * topics. It creates neither the namespace nor, in mode zookeeper, the ensemble.
 *
 * @example
 * const kafka = new KafkaCluster("kafka", { namespace: "messaging", topics: [{ name: "my-topic", partitions: 3 }] });
 * export const bootstrapServers = kafka.bootstrapServers;
 *
 * @throws {Error} before anything is registered, with every problem of the settings.
 */
export class KafkaCluster extends pulumi.ComponentResource {
  /** `bootstrap.servers` for clients inside the Kubernetes cluster. */
  public readonly bootstrapServers: pulumi.Output<string>;
  /** `bootstrap.servers` for clients outside; empty without `external`, and where it goes by the nodes that brokers are on. */
  public readonly externalBootstrapServers: pulumi.Output<string>;
  /** Cluster id; empty in mode zookeeper, where the ensemble keeps it. */
  public readonly clusterId: pulumi.Output<string>;
  /** Secret with the connection in the keys of servicebinding.io, and as a properties file. */
  public readonly connectionSecretName: pulumi.Output<string>;
  /** Properties of a client that loses nothing, to paste. */
  public readonly clientProperties: pulumi.Output<string>;
  /** What it survives, and what it asks for. */
  public readonly guarantees: pulumi.Output<Guarantees>;

  constructor(name: string, args: KafkaClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    const { namespace, ...plain } = args;
    const settings = parse(`KafkaCluster "${name}"`, kafkaSettings, plain, rules(name, namespace));
    super("messaging:index:KafkaCluster", name, args, opts);
    warnings(settings).forEach((warning) => void pulumi.log.warn(warning, this));

    const context = contextOf(name, namespace, settings);
    // A component's dependsOn is not inherited; what must exist first, say the namespace, must do so for the children.
    const child: pulumi.CustomResourceOptions = { parent: this, dependsOn: opts?.dependsOn };
    const account = new k8s.core.v1.ServiceAccount(name, manifests.serviceAccount(context), child);
    const generated = createIds(context, child);
    const sets = roleContexts(context).map((role) => createRole(role, child, [account, ...generated.resources]));
    new k8s.core.v1.Service(name, manifests.clientService(context), child);
    createExternal(context, child);
    createTopics(context, child, sets);

    const suffix = pulumi.interpolate`${namespace}.svc.${settings.clusterDomain}`;
    const client = listener(settings, "client");
    const brokers = context.roles.filter(({ broker }) => broker);
    const bootstrap = suffix.apply((domain) => servers(brokers, client, domain));
    new k8s.core.v1.Secret(`${name}-connection`, connectionSecret(context, bootstrap), child);
    this.bootstrapServers = bootstrap;
    this.externalBootstrapServers = pulumi.output(externalBootstrap(settings));
    this.clusterId = generated.clusterId;
    this.connectionSecretName = pulumi.output(`${name}-connection`);
    this.clientProperties = bootstrap.apply((servers) => clientProperties(client, servers));
    this.guarantees = pulumi.output(guarantees(settings));
    this.registerOutputs({ ...this.connection(), guarantees: this.guarantees });
  }

  /** What clients connect by, as one object for stack outputs. */
  public connection() {
    const { bootstrapServers, externalBootstrapServers, clusterId, connectionSecretName, clientProperties } = this;
    return { bootstrapServers, externalBootstrapServers, clusterId, connectionSecretName, clientProperties };
  }
}

type Options = pulumi.CustomResourceOptions;

function createIds(
  context: Context,
  child: Options,
): { clusterId: pulumi.Output<string>; resources: pulumi.Resource[] } {
  const { name, settings, roles } = context;
  if (settings.mode === "zookeeper") return { clusterId: pulumi.output(""), resources: [] };
  const controllers = roles.filter(({ controller }) => controller).reduce((sum, { nodes }) => sum + nodes.replicas, 0);
  const { clusterId, directoryIds } = ids(name, controllers, { parent: child.parent });
  const joined = pulumi.all(directoryIds).apply((all) => all.join(" "));
  const map = new k8s.core.v1.ConfigMap(`${name}-ids`, manifests.idsConfigMap(context, clusterId, joined), child);
  return { clusterId, resources: [map] };
}

function createRole(context: RoleContext, child: Options, first: pulumi.Resource[]): pulumi.Resource {
  const { role, settings } = context;
  const { replicas } = role.nodes;
  const config = new k8s.core.v1.ConfigMap(`${role.name}-config`, manifests.configMap(context), child);
  new k8s.core.v1.Service(role.headless, manifests.headlessService(context), child);
  new k8s.networking.v1.NetworkPolicy(role.name, access.memberNetworkPolicy(context), child);
  if (settings.podDisruptionBudget ?? replicas > 1) {
    new k8s.policy.v1.PodDisruptionBudget(role.name, podDisruptionBudget(context, role.name), child);
  }
  if (settings.metrics.podMonitor && settings.metrics.jmxExporter) {
    const endpoints = [{ port: "metrics", path: "/metrics" }];
    new k8s.apiextensions.CustomResource(role.name, podMonitor(context, role.name, settings.metrics, endpoints), child);
  }
  return new k8s.apps.v1.StatefulSet(
    role.name,
    manifests.statefulSet(context),
    statefulSetOptions(child, [...first, config], { replicas, graceSeconds: settings.terminationGracePeriodSeconds }),
  );
}

function createExternal(context: Context, child: Options): void {
  for (const [name, service] of externalServices(context)) new k8s.core.v1.Service(name, service, child);
  for (const [name, ingress] of externalIngresses(context)) new k8s.networking.v1.Ingress(name, ingress, child);
}

function createTopics(context: Context, child: Options, sets: pulumi.Resource[]): void {
  const { name, settings } = context;
  new k8s.networking.v1.NetworkPolicy(`${name}-topics`, access.topicsNetworkPolicy(context), child);
  const map = new k8s.core.v1.ConfigMap(`${name}-topics`, topicsConfigMap(context), child);
  const roll = { replicas: settings.brokers.replicas, graceSeconds: settings.terminationGracePeriodSeconds };
  new k8s.batch.v1.Job(`${name}-topics`, topicsJob(context), rollOptions(child, [map, ...sets], roll));
}
