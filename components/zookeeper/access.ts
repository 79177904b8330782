import type { types } from "@pulumi/kubernetes";
import { selector, serverComponent } from "../kubernetes/labels";
import { metadata } from "../kubernetes/manifests";
import { dns, egress, ingress, tcp } from "../kubernetes/network-policy";
import { clientPorts, type Context } from "./manifests";
import { ports } from "./zoo-cfg";

/** Between members quorum and election, and what a new one asks; from outside the client port and the metrics. */
export function networkPolicy(context: Context): types.input.networking.v1.NetworkPolicy {
  const { names, identity, settings } = context;
  const { clients, admins, monitoring } = settings.networkPolicy;
  const client = Object.values(clientPorts(settings));
  const members = {
    peers: [{ podLabels: selector(identity, serverComponent) }],
    ports: tcp(...client, ports.quorum, ports.election),
  };
  return {
    metadata: metadata(context, names.main),
    spec: {
      podSelector: { matchLabels: selector(identity, serverComponent) },
      policyTypes: ["Ingress", "Egress"],
      ingress: [
        ...ingress(members),
        ...ingress({ peers: [...clients, ...admins], ports: tcp(...client) }),
        ...ingress({ peers: monitoring, ports: tcp(ports.metrics) }),
      ],
      egress: [...egress(members), dns],
    },
  };
}

/** An account of its own; nothing is granted to it. */
export function serviceAccount(context: Context): types.input.core.v1.ServiceAccount {
  return { metadata: metadata(context, context.names.main), automountServiceAccountToken: false };
}
