import type { types } from "@pulumi/kubernetes";
import { selector, serverComponent } from "../kubernetes/labels";
import { metadata } from "../kubernetes/manifests";
import { dns, egress, ingress, kubernetesApi, tcp } from "../kubernetes/network-policy";
import type { PeerSettings } from "../kubernetes/settings";
import type { Context, RoleContext } from "./context";
import { listener, listenersOf, toolListener, type Purpose } from "./listeners";
import { asksForZone } from "./rack";
import { brokersOf, controllersOf, metricsPort, type Role } from "./roles";

type NetworkPolicy = types.input.networking.v1.NetworkPolicy;

/** Pods of the Job that makes topics. */
export const topicsComponent = "topics";

/** Pods of the Jobs that make users. */
export const usersComponent = "users";

const pods = (roles: Role[]): PeerSettings[] =>
  roles.map(({ identity }) => ({ podLabels: selector(identity, serverComponent) }));

/** The component's own identity, which is also that of its Job's pods; a role's context has the role's. */
const owner = ({ identity, name }: Context) => ({ ...identity, instance: name });

/** Each port from those who need it: brokers' own from brokers, controllers' from members, clients' from clients. */
export function memberNetworkPolicy(context: RoleContext): NetworkPolicy {
  const { role, roles, settings, identity } = context;
  const brokers = pods(brokersOf(roles));
  const controllers = pods(controllersOf(roles));
  return {
    metadata: metadata(context, role.name),
    spec: {
      podSelector: { matchLabels: selector(identity, serverComponent) },
      policyTypes: ["Ingress", "Egress"],
      ingress: [
        ...incoming(context),
        ...(settings.metrics.jmxExporter
          ? ingress({ peers: settings.networkPolicy.monitoring, ports: tcp(metricsPort) })
          : []),
      ],
      egress: [
        ...(role.broker ? egress({ peers: brokers, ports: tcp(listener(settings, "replication").port) }) : []),
        ...egress({ peers: controllers, ports: tcp(listener(settings, "controller").port) }),
        // The ensemble is known by its addresses only; its own policy says who may come in.
        ...(settings.mode === "zookeeper" ? [{ ports: tcp(...zookeeperPorts(settings.zookeeperConnect)) }] : []),
        ...(asksForZone(context) ? [kubernetesApi] : []),
        dns,
      ],
    },
  };
}

/** Openings of the listeners that the role's members have. */
function incoming(context: RoleContext): types.input.networking.v1.NetworkPolicyIngressRule[] {
  const { role, roles, settings } = context;
  const { clients, admins } = settings.networkPolicy;
  const jobs = [topicsComponent, ...(settings.tls.enabled ? [usersComponent] : [])];
  const tools = jobs.map((job) => ({ podLabels: selector(owner(context), job) }));
  const { external } = settings;
  const admitted: [Purpose, PeerSettings[]][] = [
    ["replication", pods(brokersOf(roles))],
    ["client", [...clients, ...admins]],
    ["mutual", [...clients, ...admins]],
    ["controller", pods(roles)],
    ["external", external?.allowedPeers ?? []],
  ];
  const open = listenersOf(settings, role).map(({ purpose }) => purpose);
  return admitted
    .filter(([purpose]) => open.includes(purpose))
    .flatMap(([purpose, peers]) => {
      const cidrs = purpose === "external" ? external?.allowedCidrs : undefined;
      const managing = toolListener(settings).purpose === purpose ? tools : [];
      return ingress({ peers: [...peers, ...managing], cidrs, ports: tcp(listener(settings, purpose).port) });
    });
}

function zookeeperPorts(connect = ""): number[] {
  const found = connect
    .replace(/\/.*/, "")
    .split(",")
    .map((address) => Number(address.split(":")[1]));
  return [...new Set(found)];
}

/** Jobs reach the brokers, and nobody reaches them. */
export function jobNetworkPolicy(context: Context, component: string): NetworkPolicy {
  const { identity, roles, name, settings } = context;
  return {
    metadata: metadata(context, `${name}-${component}`, component),
    spec: {
      podSelector: { matchLabels: selector(identity, component) },
      policyTypes: ["Ingress", "Egress"],
      egress: [...egress({ peers: pods(brokersOf(roles)), ports: tcp(toolListener(settings).port) }), dns],
    },
  };
}
