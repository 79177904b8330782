import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Guarantees } from "../kubernetes/guarantees";
import { hash } from "../kubernetes/hash";
import { podDisruptionBudget } from "../kubernetes/manifests";
import { podMonitor } from "../kubernetes/metrics";
import { podHosts } from "../kubernetes/names";
import { childOptions, statefulSetOptions } from "../kubernetes/resource-options";
import { parse } from "../parse";
import { certificates } from "../tls/certificates";
import { networkPolicy, serviceAccount } from "./access";
import { configMap, contextOf } from "./config-map";
import { guarantees } from "./guarantees";
import { clientService, headlessService, statefulSet } from "./manifests";
import { rules, warnings } from "./rules";
import { zooKeeperSettings } from "./schema";
import type { ZooKeeperSettings } from "./settings";
import { asksClients, securePort, servesPlain } from "./tls";
import { ports } from "./zoo-cfg";

/** Settings, and what comes from other resources. */
export interface ZooKeeperEnsembleArgs extends ZooKeeperSettings {
  /** Namespace the ensemble runs in. It is not created. */
  namespace: pulumi.Input<string>;
}

/**
 * A ZooKeeper ensemble, or a single server, that keeps every acknowledged write through the loss of a minority of its members:
 * StatefulSet, Services, configuration, PodDisruptionBudget and NetworkPolicy. It creates neither the namespace nor a way in from
 * outside.
 *
 * @example
 * const zookeeper = new ZooKeeperEnsemble("zookeeper", { namespace: "messaging", replicas: 3 });
 * export const zookeeperConnect = zookeeper.connect;
 *
 * @throws {Error} before anything is registered, with every problem of the settings.
 */
export class ZooKeeperEnsemble extends pulumi.ComponentResource {
  /** Connect string, each member with its client port, that of TLS where there is no other: what Kafka calls `zookeeper.connect`. */
  public readonly connect: pulumi.Output<string>;
  /** DNS names of the members. */
  public readonly hosts: pulumi.Output<string[]>;
  /** Secrets with `tls.crt`, `tls.key` and `ca.crt` of the clients for which a certificate is made, by client. */
  public readonly clientSecretNames: pulumi.Output<Record<string, string>>;
  /** What it survives, and what it asks for. */
  public readonly guarantees: pulumi.Output<Guarantees>;

  constructor(name: string, args: ZooKeeperEnsembleArgs, opts?: pulumi.ComponentResourceOptions) {
    const { namespace, ...plain } = args;
    const settings = parse(`ZooKeeperEnsemble "${name}"`, zooKeeperSettings, plain, rules(name, namespace));
    super("messaging:index:ZooKeeperEnsemble", name, args, opts);
    warnings(settings).forEach((warning) => void pulumi.log.warn(warning, this));

    const context = contextOf(name, namespace, settings);
    const { names } = context;
    const { replicas, clusterDomain, metrics } = settings;
    const child = childOptions(this, opts);
    const pods = Array.from({ length: replicas }, (_, i) => `${name}-${i}.${names.headless}`);
    const clients = asksClients(settings) ? settings.tls.clients : [];
    const encryption = certificates(context, settings.tls, { clusterDomain, services: [name], pods, clients }, child);
    const account = new k8s.core.v1.ServiceAccount(name, serviceAccount(context), child);
    const config = new k8s.core.v1.ConfigMap(`${name}-config`, configMap(context), child);
    new k8s.networking.v1.NetworkPolicy(name, networkPolicy(context), child);
    new k8s.core.v1.Service(`${name}-headless`, headlessService(context), child);
    new k8s.core.v1.Service(name, clientService(context), child);
    if (settings.podDisruptionBudget ?? replicas > 1) {
      new k8s.policy.v1.PodDisruptionBudget(name, podDisruptionBudget(context, name), child);
    }
    if (metrics.podMonitor) {
      const endpoints = [{ port: "metrics", path: "/metrics" }];
      new k8s.apiextensions.CustomResource(name, podMonitor(context, name, metrics, endpoints), child);
    }
    const roll = { replicas, graceSeconds: 30 };
    const options = statefulSetOptions(child, [account, config, ...encryption.resources], roll, opts);
    const { ca, clientCa } = encryption;
    const authorities = asksClients(settings) && ca ? pulumi.all([ca, clientCa ?? ""]).apply(hash) : undefined;
    new k8s.apps.v1.StatefulSet(name, statefulSet({ ...context, authorities }), options);

    this.hosts = pulumi
      .output(namespace)
      .apply((ns) => podHosts(name, names.headless, replicas, `${ns}.svc.${clusterDomain}`));
    const port = servesPlain(settings) ? ports.client : securePort;
    this.connect = this.hosts.apply((hosts) => hosts.map((host) => `${host}:${port}`).join(","));
    this.clientSecretNames = pulumi.output(encryption.clients);
    this.guarantees = pulumi.output(guarantees(settings));
    this.registerOutputs({ ...this.connection(), guarantees: this.guarantees });
  }

  /** What clients connect by, as one object for stack outputs. */
  public connection() {
    const { connect, hosts, clientSecretNames } = this;
    return { connect, hosts, clientSecretNames };
  }
}
