/** Who an object belongs to; every label of our objects comes from here. */
export interface Identity {
  /** The system: `rabbitmq`. */
  app: string;
  /** Name of the component, so of its StatefulSet. */
  instance: string;
  /** Version of the broker. */
  version: string;
}

/** Label of a node that tells its zone; from Kubernetes 1.35 on its pods have it too. */
export const zoneLabel = "topology.kubernetes.io/zone";

/** Pods of the servers; those of Jobs have another component. */
export const serverComponent = "server";

/**
 * The labels that never change, for selectors: an immutable field must hold nothing that a new version changes.
 * `component` keeps a Job's pods out of the servers' Services.
 */
export function selector({ app, instance }: Identity, component: string): Record<string, string> {
  return {
    "app.kubernetes.io/name": app,
    "app.kubernetes.io/instance": instance,
    "app.kubernetes.io/component": component,
  };
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ */
export function labels(identity: Identity, component: string): Record<string, string> {
  return {
    ...selector(identity, component),
    "app.kubernetes.io/version": identity.version,
    "app.kubernetes.io/part-of": "messaging",
    "app.kubernetes.io/managed-by": "pulumi",
  };
}
