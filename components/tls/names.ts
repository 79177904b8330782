import type { Tls } from "./schema";

/** What a certificate is for: the Services of a component and its pods, each by every name that DNS knows it by. */
export interface Named {
  clusterDomain: string;
  /** Services by which clients connect. */
  services: string[];
  /** Pods with their headless Service: `rabbitmq-0.rabbitmq-headless`. Each by name, since Java takes no wildcard for a host of one label. */
  pods: string[];
  /** Whole names besides, by which clients outside of Kubernetes connect. */
  outside?: string[];
  /** Clients that get a certificate of their own, whose subject is that name alone. */
  clients?: string[];
}

/** The names, from the shortest, by which pods of the namespace may ask, to the whole. */
export function dnsNames(namespace: string, { clusterDomain, services, pods, outside = [] }: Named): string[] {
  const suffixes = ["", `.${namespace}`, `.${namespace}.svc`, `.${namespace}.svc.${clusterDomain}`];
  return [
    ...[...services, ...pods].flatMap((name) => suffixes.map((suffix) => `${name}${suffix}`)),
    // Who forwards a port, and what a pod asks of itself.
    "localhost",
    ...outside,
  ];
}

/** Name of the Secret: the given one, or the component's own. */
export function tlsSecretName(name: string, settings: Tls): string {
  return settings.secretName ?? `${name}-tls`;
}

/** Name of the Secret with a client's own certificate. */
export function clientSecretName(name: string, client: string): string {
  return `${name}-client-${client}`;
}
