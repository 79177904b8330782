import { hash } from "../kubernetes/hash";

/** The names of a cluster's Kubernetes objects; all follow from the component's name. */
export interface Names {
  /** StatefulSet, client Service, ServiceAccount, PodDisruptionBudget, NetworkPolicy. */
  main: string;
  headless: string;
  config: string;
  definitions: string;
  users: string;
  cookie: string;
  admin: string;
}

/**
 * Names for a configuration: what a node reads once has a hash of its content in its name, so that a change makes a new object
 * and rolls the nodes; what is read again while they run keeps its name.
 */
export function names(name: string, config: Record<string, string>): Names {
  return {
    main: name,
    headless: `${name}-headless`,
    config: `${name}-config-${hash(config)}`,
    definitions: `${name}-definitions`,
    users: `${name}-users`,
    cookie: `${name}-erlang-cookie`,
    admin: `${name}-admin`,
  };
}

/** Secret with the credentials of a declared user. */
export function userSecretName(name: string, user: string): string {
  return `${name}-user-${user.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
}
