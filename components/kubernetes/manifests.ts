import type { types } from "@pulumi/kubernetes";
import type { Input } from "@pulumi/pulumi";
import { labels, selector, serverComponent, type Identity } from "./labels";
import type { StorageSettings } from "./settings";

/** What all objects of a component share. */
export interface Owner {
  identity: Identity;
  namespace: Input<string>;
}

type Metadata = types.input.meta.v1.ObjectMeta;
type Service = types.input.core.v1.Service;
type Claim = types.input.core.v1.PersistentVolumeClaim;

/** Metadata of an object of the servers, or of another component. */
export function metadata({ identity, namespace }: Owner, name: string, component = serverComponent): Metadata {
  return { name, namespace, labels: labels(identity, component) };
}

/** The Service that governs a StatefulSet: a name for each pod, also before it is ready, since members find each other to become so. */
export function headlessService(owner: Owner, name: string, ports: Record<string, number>): Service {
  return {
    metadata: metadata(owner, name),
    spec: {
      clusterIP: "None",
      publishNotReadyAddresses: true,
      selector: selector(owner.identity, serverComponent),
      ports: servicePorts(ports),
    },
  };
}

/** The Service for clients: ready members only. */
export function clientService(owner: Owner, name: string, ports: Record<string, number>): Service {
  return {
    metadata: {
      ...metadata(owner, name),
      // The StatefulSet's own wait tells when it is there; waiting for endpoints here as well would hold back what comes after.
      annotations: { "pulumi.com/skipAwait": "true" },
    },
    spec: { selector: selector(owner.identity, serverComponent), ports: servicePorts(ports) },
  };
}

function servicePorts(ports: Record<string, number>): types.input.core.v1.ServicePort[] {
  return Object.entries(ports).map(([name, port]) => ({ name, port, targetPort: name }));
}

/** Ports of a container by their names. */
export function containerPorts(ports: Record<string, number>): types.input.core.v1.ContainerPort[] {
  return Object.entries(ports).map(([name, containerPort]) => ({ name, containerPort }));
}

/** The parts of a StatefulSet that differ by system. */
export interface Members {
  replicas: number;
  serviceName: string;
  template: types.input.core.v1.PodTemplateSpec;
  volumeClaimTemplates: Claim[];
}

/** Members that start together, are rolled one by one, and keep their volumes whatever happens to the set. */
export function statefulSet(owner: Owner, name: string, members: Members): types.input.apps.v1.StatefulSet {
  const { serviceName, replicas, template, volumeClaimTemplates } = members;
  return {
    metadata: metadata(owner, name),
    spec: {
      serviceName,
      replicas,
      // Parallel: after a full stop the member that the others wait for need not be the first.
      podManagementPolicy: "Parallel",
      updateStrategy: { type: "RollingUpdate" },
      selector: { matchLabels: selector(owner.identity, serverComponent) },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
      template,
      volumeClaimTemplates,
    },
  };
}

/** A volume of each member. */
export function volumeClaim(
  { identity }: Owner,
  name: string,
  { size = "", storageClassName }: StorageSettings,
): Claim {
  return {
    metadata: { name, labels: selector(identity, serverComponent) },
    spec: {
      accessModes: ["ReadWriteOnce"],
      resources: { requests: { storage: size } },
      ...(storageClassName && { storageClassName }),
    },
  };
}

/** Keeps all members but one through node drains; a pod that does not work anyway never blocks one. */
export function podDisruptionBudget(owner: Owner, name: string): types.input.policy.v1.PodDisruptionBudget {
  return {
    metadata: metadata(owner, name),
    spec: {
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: "AlwaysAllow",
      selector: { matchLabels: selector(owner.identity, serverComponent) },
    },
  };
}
