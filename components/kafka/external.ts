import type { KafkaExternal } from "./external-settings";
import type { Kafka } from "./schema";

/** Where clients outside of Kubernetes reach a broker. */
export interface Address {
  /** Undefined: the address of the node that the broker is on, which only the broker knows. */
  host: string | undefined;
  port: number;
}

/** The address of each broker, in the order of their ids, which are their ordinals. */
export function addresses(external: KafkaExternal, brokers: number): Address[] {
  return Array.from({ length: brokers }, (_, id) => ({
    host: external.host?.replaceAll("{id}", String(id)),
    port: external.type === "nodePort" ? (external.nodePorts?.[id] ?? 0) : clientPort(external),
  }));
}

/** Port that clients connect to, where it is one for all brokers. */
export function clientPort({ type, port }: KafkaExternal): number {
  return port ?? (type === "ingress" ? 443 : 9094);
}

/** `bootstrap.servers` for clients outside; empty where there are none, and where it depends on the nodes that brokers are on. */
export function externalBootstrap({ external, brokers }: Kafka): string {
  if (!external) return "";
  if (external.bootstrapHost !== undefined) return `${external.bootstrapHost}:${clientPort(external)}`;
  const all = addresses(external, brokers.replicas);
  return all.flatMap(({ host, port }) => (host === undefined ? [] : `${host}:${port}`)).join(",");
}
