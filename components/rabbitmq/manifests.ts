import type { types } from "@pulumi/kubernetes";
import type { Input } from "@pulumi/pulumi";
import { labels, selector, type Identity } from "../kubernetes/labels";
import type { Names } from "./names";
import { podTemplate, serverComponent } from "./pod";
import { ports } from "./rabbitmq-conf";
import type { RabbitMQ } from "./schema";

/** What every manifest needs to know. */
export interface Context {
  names: Names;
  identity: Identity;
  namespace: Input<string>;
  settings: RabbitMQ;
  image: string;
}

type Metadata = types.input.meta.v1.ObjectMeta;

/** Metadata of an object of the servers. */
export function metadata({ identity, namespace }: Context, name: string, component = serverComponent): Metadata {
  return { name, namespace, labels: labels(identity, component) };
}

/** The Service that governs the StatefulSet: a name for each pod, also before it is ready, since nodes find each other to become so. */
export function headlessService(context: Context): types.input.core.v1.Service {
  return {
    metadata: metadata(context, context.names.headless),
    spec: {
      clusterIP: "None",
      publishNotReadyAddresses: true,
      selector: selector(context.identity, serverComponent),
      ports: [
        { name: "epmd", port: ports.epmd, targetPort: "epmd" },
        { name: "distribution", port: ports.distribution, targetPort: "distribution" },
      ],
    },
  };
}

/** The Service for clients: ready nodes only. */
export function clientService(context: Context): types.input.core.v1.Service {
  return {
    metadata: {
      ...metadata(context, context.names.main),
      // The StatefulSet's own wait tells when it is there; waiting for endpoints here as well would hold back what comes after.
      annotations: { "pulumi.com/skipAwait": "true" },
    },
    spec: {
      selector: selector(context.identity, serverComponent),
      ports: [
        { name: "amqp", port: ports.amqp, targetPort: "amqp" },
        { name: "management", port: ports.management, targetPort: "management" },
        { name: "prometheus", port: ports.prometheus, targetPort: "prometheus" },
      ],
    },
  };
}

/** The nodes. */
export function statefulSet(context: Context): types.input.apps.v1.StatefulSet {
  const { names, identity, settings, image } = context;
  const { size, storageClassName } = settings.storage;
  return {
    metadata: metadata(context, names.main),
    spec: {
      serviceName: names.headless,
      replicas: settings.replicas,
      // Parallel: after a full stop the node that the others wait for need not be the first.
      podManagementPolicy: "Parallel",
      updateStrategy: { type: "RollingUpdate" },
      selector: { matchLabels: selector(identity, serverComponent) },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
      template: podTemplate(names, identity, settings, image),
      volumeClaimTemplates: [
        {
          metadata: { name: "data", labels: selector(identity, serverComponent) },
          spec: {
            accessModes: ["ReadWriteOnce"],
            resources: { requests: { storage: size } },
            ...(storageClassName && { storageClassName }),
          },
        },
      ],
    },
  };
}

/** Keeps all nodes but one through node drains; a pod that does not work anyway never blocks one. */
export function podDisruptionBudget(context: Context): types.input.policy.v1.PodDisruptionBudget {
  return {
    metadata: metadata(context, context.names.main),
    spec: {
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: "AlwaysAllow",
      selector: { matchLabels: selector(context.identity, serverComponent) },
    },
  };
}
