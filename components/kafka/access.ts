import type { types } from "@pulumi/kubernetes";
import { selector, serverComponent } from "../kubernetes/labels";
import { metadata } from "../kubernetes/manifests";
import { dns, egress, ingress, tcp } from "../kubernetes/network-policy";
import type { PeerSettings } from "../kubernetes/settings";
import type { Context, RoleContext } from "./context";
import { ports, type Role } from "./roles";

type NetworkPolicy = types.input.networking.v1.NetworkPolicy;

/** Pods of the Job that makes topics. */
export const topicsComponent = "topics";

const pods = (roles: Role[]): PeerSettings[] =>
  roles.map(({ identity }) => ({ podLabels: selector(identity, serverComponent) }));

/** The component's own identity, which is also that of its Job's pods; a role's context has the role's. */
const owner = ({ identity, name }: Context) => ({ ...identity, instance: name });

/** Each port from those who need it: brokers' own from brokers, controllers' from members, clients' from clients. */
export function memberNetworkPolicy(context: RoleContext): NetworkPolicy {
  const { role, roles, settings, identity } = context;
  const { clients, admins, monitoring } = settings.networkPolicy;
  const brokers = pods(roles.filter(({ broker }) => broker));
  const controllers = pods(roles.filter(({ controller }) => controller));
  const tools = [{ podLabels: selector(owner(context), topicsComponent) }];
  return {
    metadata: metadata(context, role.name),
    spec: {
      podSelector: { matchLabels: selector(identity, serverComponent) },
      policyTypes: ["Ingress", "Egress"],
      ingress: [
        ...(role.broker
          ? [
              ...ingress({ peers: brokers, ports: tcp(ports.replication) }),
              ...ingress({ peers: [...clients, ...admins, ...tools], ports: tcp(ports.client) }),
            ]
          : []),
        ...(role.controller ? ingress({ peers: pods(roles), ports: tcp(ports.controller) }) : []),
        ...(settings.metrics.jmxExporter ? ingress({ peers: monitoring, ports: tcp(ports.metrics) }) : []),
      ],
      egress: [
        ...(role.broker ? egress({ peers: brokers, ports: tcp(ports.replication) }) : []),
        ...egress({ peers: controllers, ports: tcp(ports.controller) }),
        // The ensemble is known by its addresses only; its own policy says who may come in.
        ...(settings.mode === "zookeeper" ? [{ ports: tcp(...zookeeperPorts(settings.zookeeperConnect)) }] : []),
        dns,
      ],
    },
  };
}

function zookeeperPorts(connect = ""): number[] {
  const found = connect
    .replace(/\/.*/, "")
    .split(",")
    .map((address) => Number(address.split(":")[1]));
  return [...new Set(found)];
}

/** The Job reaches the brokers, and nobody reaches it. */
export function topicsNetworkPolicy(context: Context): NetworkPolicy {
  const { identity, roles, name } = context;
  return {
    metadata: metadata(context, `${name}-topics`, topicsComponent),
    spec: {
      podSelector: { matchLabels: selector(identity, topicsComponent) },
      policyTypes: ["Ingress", "Egress"],
      egress: [...egress({ peers: pods(roles.filter(({ broker }) => broker)), ports: tcp(ports.client) }), dns],
    },
  };
}
