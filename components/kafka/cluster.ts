import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "../parse";
import type { Guarantees } from "../kubernetes/guarantees";
import { podDisruptionBudget } from "../kubernetes/manifests";
import { podMonitor } from "../kubernetes/metrics";
import {
  childOptions,
  generatedOptions,
  followingOptions,
  rollOptions,
  statefulSetOptions,
} from "../kubernetes/resource-options";
import * as access from "./access";
import { memberCertificates } from "./certificates";
import { connect, connecting, endpoint, type KafkaApplication, type KafkaConnectArgs, type Serving } from "./connect";
import { connectionSecret, propertiesOf } from "./connection";
import { contextOf, roleContexts, type Context, type RoleContext } from "./context";
import { ids } from "./credentials";
import { externalBootstrap } from "./external";
import { externalIngresses, externalServices } from "./external-manifests";
import { guarantees } from "./guarantees";
import * as manifests from "./manifests";
import { createRackRole } from "./rack-role";
import { controllersOf, hosts } from "./roles";
import { rules } from "./rules";
import { kafkaSettings } from "./schema";
import { createAccounts } from "./declared-users";
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
  /** Secret with the administrator's connection in the keys of servicebinding.io, and as a properties file. */
  public readonly connectionSecretName: pulumi.Output<string>;
  /** Secret with the connection of each declared user, by the user's name; who brings a password of their own needs none. */
  public readonly userSecretNames: pulumi.Output<Record<string, string>>;
  /** Properties of a client that loses nothing, to paste; it lacks the account. */
  public readonly clientProperties: pulumi.Output<string>;
  /** What it survives, and what it asks for. */
  public readonly guarantees: pulumi.Output<Guarantees>;

  constructor(name: string, args: KafkaClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    const { namespace, ...plain } = args;
    const settings = parse(`KafkaCluster "${name}"`, kafkaSettings, plain, rules(name, namespace));
    super("messaging:index:KafkaCluster", name, args, opts);
    warnings(settings).forEach((warning) => void pulumi.log.warn(warning, this));

    const child = childOptions(this, opts);
    const known = contextOf(name, namespace, settings);
    const encryption = memberCertificates(known, child);
    const context = { ...known, revision: encryption.revision };
    const account = new k8s.core.v1.ServiceAccount(name, manifests.serviceAccount(context), child);
    const generated = createIds(context, child);
    const first = [account, ...createRackRole(context, child), ...generated.resources, ...encryption.resources];
    const sets = roleContexts(context).map((role) => createRole(role, child, first, opts));
    new k8s.core.v1.Service(name, manifests.clientService(context), child);
    createExternal(context, child);
    createTopics(context, child, sets);

    const domain = pulumi.interpolate`${namespace}.svc.${settings.clusterDomain}`;
    const serving = { context, child, ready: sets, domain, ca: encryption.ca, users: [...settings.users] };
    connectable.set(this, serving);
    const client = endpoint(serving, "client");
    const { account: admin, secretNames, made } = createAccounts(serving);
    const connectionName = `${name}-connection`;
    new k8s.core.v1.Secret(
      connectionName,
      connectionSecret(context, connectionName, { ...client, account: admin }),
      followingOptions(child, made),
    );
    this.bootstrapServers = pulumi.output(client.bootstrapServers);
    this.externalBootstrapServers = pulumi.output(externalBootstrap(settings));
    this.clusterId = generated.clusterId;
    this.connectionSecretName = pulumi.output(connectionName);
    this.userSecretNames = pulumi.output(secretNames);
    this.clientProperties = propertiesOf(client);
    this.guarantees = pulumi.output(guarantees(settings));
    this.registerOutputs({ ...this.connection(), guarantees: this.guarantees });
  }

  /** What clients connect by, as one object for stack outputs. */
  public connection() {
    const { bootstrapServers, externalBootstrapServers, clusterId, connectionSecretName, userSecretNames } = this;
    const { clientProperties } = this;
    return {
      bootstrapServers,
      externalBootstrapServers,
      clusterId,
      connectionSecretName,
      userSecretNames,
      clientProperties,
    };
  }

  /**
   * Makes a user with exactly these rights, and a Secret with its connection for the application to mount.
   *
   * @example
   * const { secretName } = kafka.connect("orders", { produce: ["orders"], namespace: "shop" });
   *
   * @param name the user's name, which no other user of the cluster has
   * @throws {Error} with every problem of name and rights.
   */
  public connect(name: string, args: KafkaConnectArgs): KafkaApplication {
    const serving = connectable.get(this);
    if (!serving) throw new Error("a cluster connects applications when it has been made");
    return connect(serving, connecting(serving, name, args), args.namespace);
  }
}

/** What `connect` needs; not fields of the class, which would be outputs. */
const connectable = new WeakMap<KafkaCluster, Serving>();

type Options = pulumi.CustomResourceOptions;

function createIds(
  context: Context,
  child: Options,
): { clusterId: pulumi.Output<string>; resources: pulumi.Resource[] } {
  const { name, settings, roles } = context;
  if (settings.mode === "zookeeper") return { clusterId: pulumi.output(""), resources: [] };
  const controllers = controllersOf(roles).flatMap(hosts).length;
  const { clusterId, directoryIds } = ids(name, controllers, generatedOptions(child));
  const joined = pulumi.all(directoryIds).apply((all) => all.join(" "));
  const map = new k8s.core.v1.ConfigMap(`${name}-ids`, manifests.idsConfigMap(context, clusterId, joined), child);
  return { clusterId, resources: [map] };
}

function createRole(
  context: RoleContext,
  child: Options,
  first: pulumi.Resource[],
  opts?: pulumi.ComponentResourceOptions,
): pulumi.Resource {
  const { role, settings } = context;
  const { replicas } = role.nodes;
  const roll = { replicas, graceSeconds: settings.terminationGracePeriodSeconds };
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
    statefulSetOptions(child, [...first, config], roll, opts),
  );
}

function createExternal(context: Context, child: Options): void {
  for (const [name, service] of externalServices(context)) new k8s.core.v1.Service(name, service, child);
  for (const [name, ingress] of externalIngresses(context)) new k8s.networking.v1.Ingress(name, ingress, child);
}

function createTopics(context: Context, child: Options, sets: pulumi.Resource[]): void {
  const { name, settings } = context;
  new k8s.networking.v1.NetworkPolicy(
    `${name}-topics`,
    access.jobNetworkPolicy(context, access.topicsComponent),
    child,
  );
  const map = new k8s.core.v1.ConfigMap(`${name}-topics`, topicsConfigMap(context), child);
  const roll = { replicas: settings.brokers.replicas, graceSeconds: settings.terminationGracePeriodSeconds };
  new k8s.batch.v1.Job(`${name}-topics`, topicsJob(context), rollOptions(child, [map, ...sets], roll));
}
