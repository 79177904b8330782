import { z } from "zod";
import { peer, type PeerSettings } from "../kubernetes/settings";
import { dnsLabel, object, text } from "../schema";

/** By what clients outside of Kubernetes reach a broker. */
export const ExternalType = {
  /** A load balancer for each broker. */
  loadBalancer: "loadBalancer",
  /** A port on the nodes for each broker. */
  nodePort: "nodePort",
  /** A host name for each broker, by which an ingress controller passes TLS through. */
  ingress: "ingress",
} as const;
export type ExternalType = (typeof ExternalType)[keyof typeof ExternalType];

/**
 * A listener for clients outside of Kubernetes. They talk to each broker by itself, so each has an address of its own, which it tells
 * them: names are configured, since what a load balancer gets is not known before it is there.
 */
export interface KafkaExternalSettings {
  /** `loadBalancer`, `nodePort` or `ingress`. */
  type: ExternalType;
  /**
   * Name of each broker, with `{id}` for its id: `kafka-{id}.example.com`. With nodePort it may be the one name of something before all
   * nodes. @default required; with nodePort the address of the node that the broker is on
   */
  host?: string;
  /** Name for the first connection, of a load balancer or ingress for all brokers. @default none: clients begin with any broker's own */
  bootstrapHost?: string;
  /** Port that clients connect to. @default 9094 for loadBalancer, 443 for ingress */
  port?: number;
  /** With nodePort, the port of each broker in the order of their ids, 30000 to 32767. @default required */
  nodePorts?: number[];
  /**
   * Annotations of each broker's Service, or with ingress of its Ingress; `{host}` and `{id}` stand for the broker's own:
   * `{external-dns.alpha.kubernetes.io/hostname: "{host}"}`. @default none
   */
  annotations?: Record<string, string>;
  /** Class of the load balancers. @default the cluster's default class */
  loadBalancerClass?: string;
  /** Class of the ingresses. @default the cluster's default class */
  ingressClassName?: string;
  /**
   * Networks that may connect, in CIDR notation, as the brokers see them: `203.0.113.0/24`. Nothing is open unless it is said, for nobody
   * else knows who your clients are. @default none
   */
  allowedCidrs?: string[];
  /** Pods that may connect, such as those of the ingress controller, which the connections then come from. @default none */
  allowedPeers?: PeerSettings[];
}

const host = text(/^([a-z0-9]|\{id\})([-a-z0-9.]|\{id\}){0,200}$/, "a DNS name such as kafka-{id}.example.com");
const bootstrapHost = text(/^[a-z0-9][-a-z0-9.]{0,200}$/, "a DNS name such as kafka.example.com");
const network = z.union([z.cidrv4(), z.cidrv6()]);
const cidr = z.string().refine((value) => network.safeParse(value).success, { error: "a network: 203.0.113.0/24" });

/** Schema of `external`. */
export const external = object({
  type: z.enum(ExternalType),
  host: host.optional(),
  bootstrapHost: bootstrapHost.optional(),
  port: z.int().min(1).max(65535).optional(),
  nodePorts: z.array(z.int().min(30000).max(32767)).optional(),
  annotations: z.record(z.string(), z.string()).default({}),
  loadBalancerClass: text(/^[a-z0-9][-a-z0-9./]*$/, "a class such as service.k8s.aws/nlb").optional(),
  ingressClassName: dnsLabel.optional(),
  allowedCidrs: z.array(cidr).default([]),
  allowedPeers: z.array(peer).default([]),
}).optional();

/** Settings with the defaults in. */
export type KafkaExternal = NonNullable<z.output<typeof external>>;
