import { hosts, type Role } from "./roles";
import type { Kafka } from "./schema";

/** Port of each listener; its key is the port's name in containers, Services and NetworkPolicies, too. */
const ports = { client: 9092, replication: 9091, controller: 9093, external: 9094, mutual: 9095 } as const;

/** Whom a listener is for: clients in the Kubernetes cluster or outside, or with a certificate, brokers among themselves, members with controllers. */
export type Purpose = keyof typeof ports;

/** How a listener speaks. https://kafka.apache.org/documentation/#security_overview */
export type Protocol = "PLAINTEXT" | "SSL" | "SASL_SSL";

/** A listener as all see it who open, pass, ask or advertise it. */
export interface Listener {
  /** Its name in server.properties: `CLIENT`. */
  name: string;
  purpose: Purpose;
  port: number;
  protocol: Protocol;
}

/** The listeners of a cluster; a member knows those, too, that it only connects to. */
export function knownListeners({ external, tls, users }: Kafka): Listener[] {
  const purposes: Purpose[] = [
    "client",
    "replication",
    "controller",
    ...(external ? ["external" as const] : []),
    ...(users.some(({ authentication }) => authentication === "tls") ? ["mutual" as const] : []),
  ];
  return purposes.map((purpose) => ({
    name: purpose.toUpperCase(),
    purpose,
    port: ports[purpose],
    protocol: tls.enabled ? encrypted[purpose] : "PLAINTEXT",
  }));
}

/** Clients have a password unless they have a certificate, as members do. */
const encrypted: Record<Purpose, Protocol> = {
  client: "SASL_SSL",
  external: "SASL_SSL",
  mutual: "SSL",
  replication: "SSL",
  controller: "SSL",
};

/** The listener for a purpose, which the cluster must have. */
export function listener(settings: Kafka, purpose: Purpose): Listener {
  const found = knownListeners(settings).find((one) => one.purpose === purpose);
  if (!found) throw new Error(`no listener for ${purpose}`);
  return found;
}

/** The listeners that a role's members open. */
export function listenersOf(settings: Kafka, { broker, controller }: Role): Listener[] {
  return knownListeners(settings).filter(({ purpose }) => (purpose === "controller" ? controller : broker));
}

/** The listener by which Jobs manage the brokers: as members, by the brokers' own certificate, where there is one. */
export function toolListener(settings: Kafka): Listener {
  return listener(settings, settings.tls.enabled ? "replication" : "client");
}

/** The listener by which a member is asked how it is, from inside its own container. */
export function guardListener(settings: Kafka, role: Role): Listener {
  return listener(settings, role.broker ? "replication" : "controller");
}

/** Ports of listeners by name. */
export function portsOf(listeners: Listener[]): Record<string, number> {
  return Object.fromEntries(listeners.map(({ purpose, port }) => [purpose, port]));
}

/** Value of `bootstrap.servers` for a listener, in short names, or in full ones by the domain that follows them. */
export function servers(roles: Role[], { port }: Listener, domain = ""): string {
  return roles
    .flatMap(hosts)
    .map((host) => `${host}${domain && `.${domain}`}:${port}`)
    .join(",");
}
