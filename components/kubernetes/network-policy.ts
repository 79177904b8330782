import type { types } from "@pulumi/kubernetes";
import type { PeerSettings } from "./settings";

type Peer = types.input.networking.v1.NetworkPolicyPeer;
type Port = types.input.networking.v1.NetworkPolicyPort;
type Ingress = types.input.networking.v1.NetworkPolicyIngressRule;
type Egress = types.input.networking.v1.NetworkPolicyEgressRule;

/** Ports that some peers may reach. */
export interface Opening {
  peers: PeerSettings[];
  /** Networks that may, too: `203.0.113.0/24`. */
  cidrs?: string[] | undefined;
  ports: Port[];
}

/** TCP ports; a pair is a range. */
export function tcp(...ports: (number | [first: number, last: number])[]): Port[] {
  return ports.map((port) =>
    typeof port === "number" ? { protocol: "TCP", port } : { protocol: "TCP", port: port[0], endPort: port[1] },
  );
}

/** An opening for incoming connections; none when there are no peers, since an empty list of peers means everybody. */
export function ingress({ peers, cidrs = [], ports }: Opening): Ingress[] {
  const from = [...peers.map(peer), ...cidrs.map((cidr) => ({ ipBlock: { cidr } }))];
  return from.length === 0 ? [] : [{ from, ports }];
}

/** An opening for outgoing connections. */
export function egress({ peers, ports }: Opening): Egress[] {
  return peers.length === 0 ? [] : [{ to: peers.map(peer), ports }];
}

/** Name resolution, of any server: where DNS runs differs by cluster. */
export const dns: Egress = {
  ports: [
    { protocol: "UDP", port: 53 },
    { protocol: "TCP", port: 53 },
  ],
};

/** The Kubernetes API, whose address no label names. */
export const kubernetesApi: Egress = { ports: tcp(443, 6443) };

function peer({ podLabels, namespaceLabels }: PeerSettings): Peer {
  return {
    ...((podLabels ?? !namespaceLabels) && { podSelector: { matchLabels: podLabels ?? {} } }),
    ...(namespaceLabels && { namespaceSelector: { matchLabels: namespaceLabels } }),
  };
}
