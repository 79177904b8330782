import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "../parse";
import type { Guarantees } from "../kubernetes/guarantees";
import { podDisruptionBudget } from "../kubernetes/manifests";
import { podMonitor } from "../kubernetes/metrics";
import { podHosts } from "../kubernetes/names";
import { certificates, type Certificates } from "../tls/certificates";
import { childOptions, followingOptions, rollOptions, statefulSetOptions } from "../kubernetes/resource-options";
import * as access from "./access";
import { configMap, contextOf, definitionsConfigMap } from "./config-maps";
import { connect, type Connectable, type RabbitMQApplication } from "./connect";
import type { RabbitMQConnectArgs } from "./connect-settings";
import { createSecrets } from "./credentials";
import { guarantees } from "./guarantees";
import { importJob } from "./import-job";
import * as manifests from "./manifests";
import { userSecretName } from "./names";
import { endpoints } from "./pod-monitor";
import { portsOf } from "./listeners";
import { rules, warnings } from "./rules";
import { rabbitMQSettings } from "./schema";
import type { RabbitMQSettings } from "./settings";
import { factsOf } from "./versions";

/** Settings, and what comes from other resources. */
export interface RabbitMQClusterArgs extends RabbitMQSettings {
  /** Namespace the cluster runs in. It is not created. */
  namespace: pulumi.Input<string>;
}

/**
 * A RabbitMQ cluster, or a single node, that keeps every confirmed message through the loss of a minority of its nodes: StatefulSet,
 * Services, configuration, generated credentials, PodDisruptionBudget, NetworkPolicies, and a Job that imports the declared
 * virtual hosts, users, policies, exchanges, queues and bindings. It creates neither the namespace nor a way in from outside.
 *
 * @example
 * const rabbitmq = new RabbitMQCluster("rabbitmq", { namespace: "messaging", replicas: 3, vhosts: [{ name: "orders" }] });
 * export const secret = rabbitmq.connectionSecretName;
 *
 * @throws {Error} before anything is registered, with every problem of the settings.
 */
export class RabbitMQCluster extends pulumi.ComponentResource {
  /** DNS names of the nodes, for clients that try one after the other. */
  public readonly hosts: pulumi.Output<string[]>;
  /** AMQP URI of the administrator, by the Service of ready nodes. A secret. */
  public readonly amqpUri: pulumi.Output<string>;
  /** Secret with the administrator's connection in the keys of servicebinding.io. */
  public readonly connectionSecretName: pulumi.Output<string>;
  /** Secret with the connection of each declared user, by the user's name. */
  public readonly userSecretNames: pulumi.Output<Record<string, string>>;
  /** Management UI and API, inside the cluster. */
  public readonly managementUrl: pulumi.Output<string>;
  /** A command that brings the management UI to a port of localhost. */
  public readonly portForward: pulumi.Output<string>;
  /** What it survives, and what it asks for. */
  public readonly guarantees: pulumi.Output<Guarantees>;

  constructor(name: string, args: RabbitMQClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    const { namespace, ...plain } = args;
    const settings = parse(`RabbitMQCluster "${name}"`, rabbitMQSettings, plain, rules(name, namespace));
    super("messaging:index:RabbitMQCluster", name, args, opts);
    warnings(settings).forEach((warning) => void pulumi.log.warn(warning, this));

    const context = contextOf(name, namespace, settings);
    const child = childOptions(this, opts);
    const encryption = createCertificates(context, child);
    const service = pulumi.interpolate`${name}.${namespace}.svc.${settings.clusterDomain}`;
    const secrets = createSecrets(context, service, encryption.ca, child);
    const accessed = createAccess(name, context, child);
    const config = createConfig(name, context, child);
    createServices(name, context, child);
    const roll = { replicas: settings.replicas, graceSeconds: settings.terminationGracePeriodSeconds };
    const first = [...encryption.resources, ...secrets.resources, ...accessed, ...config];
    const nodes = new k8s.apps.v1.StatefulSet(
      name,
      manifests.statefulSet(context),
      statefulSetOptions(child, first, roll, opts),
    );
    const imported = new k8s.batch.v1.Job(`${name}-import`, importJob(context), rollOptions(child, [nodes], roll));
    secrets.publishUsers(followingOptions(child, [imported]));
    connectables.set(this, { context, host: service, ca: encryption.ca, imported, child, roll });

    this.hosts = pulumi
      .output(namespace)
      .apply((ns) => podHosts(name, context.names.headless, settings.replicas, `${ns}.svc.${settings.clusterDomain}`));
    this.amqpUri = secrets.amqpUri;
    this.connectionSecretName = pulumi.output(settings.existingSecrets.admin ?? context.names.admin);
    this.userSecretNames = pulumi.output(
      Object.fromEntries(
        settings.users.map((user) => [user.name, user.existingSecret ?? userSecretName(name, user.name)]),
      ),
    );
    const { management } = portsOf(settings);
    this.managementUrl = pulumi.interpolate`${settings.tls.enabled ? "https" : "http"}://${service}:${management}`;
    this.portForward = pulumi.interpolate`kubectl --namespace ${namespace} port-forward service/${name} ${management}`;
    this.guarantees = pulumi.output(guarantees(settings));
    this.registerOutputs({ ...this.connection(), guarantees: this.guarantees });
  }

  /**
   * Connects an application: a user that may publish to the exchanges and consume from the queues that are named, and nothing else, and a
   * Secret with its connection in the application's namespace.
   *
   * @example
   * const orders = rabbitmq.connect("orders", { vhost: "orders", produce: ["orders"], namespace: "shop" });
   *
   * @throws {Error} before anything is registered, with every problem of the arguments.
   */
  public connect(application: string, args: RabbitMQConnectArgs = {}): RabbitMQApplication {
    const connectable = connectables.get(this);
    if (!connectable) throw new Error("a cluster connects applications when it has been made");
    return connect(connectable, application, args);
  }

  /** What people and clients connect by, as one object for stack outputs. */
  public connection() {
    const { hosts, amqpUri, connectionSecretName, userSecretNames, managementUrl, portForward } = this;
    return { hosts, amqpUri, connectionSecretName, userSecretNames, managementUrl, portForward };
  }
}

/** What `connect` needs; not fields of the class, which would be outputs. */
const connectables = new WeakMap<RabbitMQCluster, Connectable>();

type Options = pulumi.CustomResourceOptions;

/** Of each node by its own names, and of the Service. */
function createCertificates(context: manifests.Context, child: Options): Certificates {
  const { names, settings } = context;
  const { clusterDomain, replicas, tls } = settings;
  const pods = Array.from({ length: replicas }, (_, i) => `${names.main}-${i}.${names.headless}`);
  return certificates(context, tls, { clusterDomain, services: [names.main], pods }, child);
}

function createAccess(name: string, context: manifests.Context, child: Options): pulumi.Resource[] {
  const account = new k8s.core.v1.ServiceAccount(name, access.serviceAccount(context), child);
  new k8s.networking.v1.NetworkPolicy(name, access.serverNetworkPolicy(context), child);
  new k8s.networking.v1.NetworkPolicy(`${name}-import`, access.importNetworkPolicy(context), child);
  if (context.settings.podDisruptionBudget ?? context.settings.replicas > 1) {
    new k8s.policy.v1.PodDisruptionBudget(name, podDisruptionBudget(context, context.names.main), child);
  }
  if (!factsOf(context.settings.version).discoveryAsksApi) return [account];
  return [
    account,
    new k8s.rbac.v1.Role(name, access.discoveryRole(context), child),
    new k8s.rbac.v1.RoleBinding(name, access.discoveryRoleBinding(context), child),
  ];
}

function createConfig(name: string, context: manifests.Context, child: Options): pulumi.Resource[] {
  if (context.settings.metrics.podMonitor) {
    new k8s.apiextensions.CustomResource(
      name,
      podMonitor(
        context,
        context.names.main,
        context.settings.metrics,
        endpoints(context.names.main, context.settings),
      ),
      child,
    );
  }
  return [
    new k8s.core.v1.ConfigMap(`${name}-config`, configMap(context), child),
    new k8s.core.v1.ConfigMap(`${name}-definitions`, definitionsConfigMap(context), child),
  ];
}

function createServices(name: string, context: manifests.Context, child: Options): void {
  new k8s.core.v1.Service(`${name}-headless`, manifests.headlessService(context), child);
  new k8s.core.v1.Service(name, manifests.clientService(context), child);
}
