import { hash } from "../kubernetes/hash";

/** The names of an ensemble's Kubernetes objects; all follow from the component's name. */
export interface Names {
  /** StatefulSet, client Service, ServiceAccount, PodDisruptionBudget, NetworkPolicy. */
  main: string;
  headless: string;
  /** Has a hash of the content in it, so that a change makes a new object and rolls the members. */
  config: string;
}

export function headlessName(name: string): string {
  return `${name}-headless`;
}

export function names(name: string, config: Record<string, string>): Names {
  return { main: name, headless: headlessName(name), config: `${name}-config-${hash(config)}` };
}
