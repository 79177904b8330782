import type { types } from "@pulumi/kubernetes";
import { selector, serverComponent } from "../kubernetes/labels";
import { metadata } from "../kubernetes/manifests";
import type { Context } from "./context";
import { addresses, clientPort, type Address } from "./external";
import type { KafkaExternal } from "./external-settings";
import { listener } from "./listeners";

type Service = types.input.core.v1.Service;
type ServiceSpec = types.input.core.v1.ServiceSpec;
type Ingress = types.input.networking.v1.Ingress;

/** An address outside, and where it leads. */
interface Way {
  name: string;
  address: Address;
  /** Id of the one broker; undefined for the first connection, which any takes. */
  id: number | undefined;
}

/** By name a Service for each broker, and one for the first connection where there is a host for it. */
export function externalServices(context: Context): [name: string, manifest: Service][] {
  const { external } = context.settings;
  return external ? ways(context, external).map((way) => [way.name, service(context, external, way)]) : [];
}

/** By name the hosts by which an ingress controller passes TLS through to those Services. */
export function externalIngresses(context: Context): [name: string, manifest: Ingress][] {
  const { external } = context.settings;
  if (external?.type !== "ingress") return [];
  return ways(context, external).map((way) => [way.name, ingress(context, external, way)]);
}

function ways({ name, settings }: Context, external: KafkaExternal): Way[] {
  const brokers = addresses(external, settings.brokers.replicas);
  const { bootstrapHost: host } = external;
  return [
    ...(host === undefined
      ? []
      : [{ name: `${name}-external`, address: { host, port: clientPort(external) }, id: undefined }]),
    ...brokers.map((address, id) => ({ name: `${name}-external-${id}`, address, id })),
  ];
}

function service(context: Context, external: KafkaExternal, way: Way): Service {
  const { purpose, port } = listener(context.settings, "external");
  const labels = selector(context.identity, serverComponent);
  const pod = { "statefulset.kubernetes.io/pod-name": `${context.name}-${way.id}` };
  const exposed = {
    loadBalancer: { port: way.address.port },
    nodePort: { port, nodePort: way.address.port },
    ingress: { port },
  }[external.type];
  return {
    metadata: {
      ...metadata(context, way.name),
      annotations: {
        ...(external.type !== "ingress" && annotations(external, way)),
        // A load balancer has to come; for the rest the StatefulSet's own wait tells when it is there.
        ...(external.type !== "loadBalancer" && { "pulumi.com/skipAwait": "true" }),
      },
    },
    spec: {
      ...typed(external),
      selector: { ...labels, ...(way.id !== undefined && pod) },
      // A broker may lead some partitions before it is in sync with all, and only then is it ready.
      ...(way.id !== undefined && { publishNotReadyAddresses: true }),
      ports: [{ name: purpose, targetPort: purpose, ...exposed }],
    },
  };
}

function typed({ type, host, loadBalancerClass, allowedCidrs }: KafkaExternal): Partial<ServiceSpec> {
  switch (type) {
    case "ingress":
      return {};
    case "nodePort":
      // The broker's own node leaves clients their addresses, which NetworkPolicies go by; behind one name any node has to pass them on.
      return { type: "NodePort", externalTrafficPolicy: host === undefined ? "Local" : "Cluster" };
    case "loadBalancer":
      return {
        type: "LoadBalancer",
        externalTrafficPolicy: "Local",
        ...(loadBalancerClass && { loadBalancerClass }),
        ...(allowedCidrs.length > 0 && { loadBalancerSourceRanges: allowedCidrs }),
      };
  }
}

function annotations(external: KafkaExternal, { address, id }: Way): Record<string, string> {
  const filled = (value: string) => value.replaceAll("{host}", address.host ?? "").replaceAll("{id}", String(id ?? ""));
  return Object.fromEntries(Object.entries(external.annotations).map(([key, value]) => [key, filled(value)]));
}

function ingress(context: Context, external: KafkaExternal, way: Way): Ingress {
  const { host = "" } = way.address;
  const { ingressClassName } = external;
  const backend = { service: { name: way.name, port: { name: listener(context.settings, "external").purpose } } };
  return {
    metadata: { ...metadata(context, way.name), annotations: annotations(external, way) },
    spec: {
      ...(ingressClassName && { ingressClassName }),
      rules: [{ host, http: { paths: [{ path: "/", pathType: "Prefix", backend }] } }],
      tls: [{ hosts: [host] }],
    },
  };
}
