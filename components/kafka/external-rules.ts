import type { Problem } from "../parse";
import { addresses, externalBootstrap } from "./external";
import type { ExternalType, KafkaExternal } from "./external-settings";
import { listener } from "./listeners";
import type { Kafka } from "./schema";

/** Each broker has an address outside that is its own and of its type, and somebody may connect. */
export function externalRules(settings: Kafka): Problem[] {
  const { external } = settings;
  if (!external) return [];
  return [
    ...misplaced(external),
    ...hosts(settings, external),
    ...(external.type === "nodePort" ? nodePorts(external, settings.brokers.replicas) : []),
    ...admission(external),
    ...encryption(settings, external),
  ];
}

type Field = "port" | "nodePorts" | "bootstrapHost" | "loadBalancerClass" | "ingressClassName";

/** Settings that only some types have. */
const typesOf: Record<Field, ExternalType[]> = {
  port: ["loadBalancer", "ingress"],
  nodePorts: ["nodePort"],
  bootstrapHost: ["loadBalancer", "ingress"],
  loadBalancerClass: ["loadBalancer"],
  ingressClassName: ["ingress"],
};

function misplaced(external: KafkaExternal): Problem[] {
  return (Object.keys(typesOf) as Field[])
    .filter((field) => external[field] !== undefined && !typesOf[field].includes(external.type))
    .map((field) => ({
      path: ["external", field],
      value: external[field],
      allowed: `nothing with type ${external.type}; it belongs to ${typesOf[field].join(" and ")}`,
      remedy: "remove it, or use another type",
    }));
}

function hosts(settings: Kafka, external: KafkaExternal): Problem[] {
  const { type, host, bootstrapHost } = external;
  if (type === "nodePort") return [];
  const path = ["external", "host"];
  const remedy = "write {id} where the broker's id goes: kafka-{id}.example.com";
  if (host === undefined) return [{ path, value: host, allowed: "a name for each broker", remedy }];
  const own = addresses(external, settings.brokers.replicas).map((address) => `${address.host}:${address.port}`);
  if (new Set(own).size < own.length) {
    return [{ path, value: host, allowed: "a name for each broker, by which clients tell them apart", remedy }];
  }
  if (bootstrapHost === undefined || !own.includes(externalBootstrap(settings))) return [];
  return [
    {
      path: ["external", "bootstrapHost"],
      value: bootstrapHost,
      allowed: "a name that no broker has",
      remedy: "use another, or remove it: clients may begin with any broker's own",
    },
  ];
}

function nodePorts({ nodePorts = [] }: KafkaExternal, brokers: number): Problem[] {
  const path = ["external", "nodePorts"];
  const twice = nodePorts
    .map((port, i) => ({ port, i }))
    .filter(({ port, i }) => nodePorts.indexOf(port) !== i)
    .map(({ port, i }) => ({
      path: [...path, i],
      value: port,
      allowed: "a port that no other broker has",
      remedy: `use another from 30000 to 32767; it is also nodePorts[${nodePorts.indexOf(port)}]`,
    }));
  if (nodePorts.length === brokers) return twice;
  const count = {
    path,
    value: nodePorts.length === 0 ? undefined : nodePorts,
    allowed: `a port for each of the ${brokers} brokers`,
    remedy: `list ${brokers} ports from 30000 to 32767 that nothing else in the Kubernetes cluster has`,
  };
  return [count, ...twice];
}

function admission({ allowedCidrs, allowedPeers }: KafkaExternal): Problem[] {
  if (allowedCidrs.length + allowedPeers.length > 0) return [];
  return [
    {
      path: ["external", "allowedCidrs"],
      value: undefined,
      allowed: "the networks that clients connect from, or pods in allowedPeers",
      remedy: "add them, as narrow as they are; nothing is open that nobody asked for",
    },
  ];
}

/** Ingress controllers find the broker by the name that TLS tells, and know nothing of Kafka's own protocol. */
function encryption(settings: Kafka, { type }: KafkaExternal): Problem[] {
  const { protocol } = listener(settings, "external");
  if (type !== "ingress" || protocol !== "PLAINTEXT") return [];
  return [
    {
      path: ["external", "type"],
      value: type,
      allowed: "loadBalancer or nodePort, while the listener has no TLS: an ingress finds the broker by the name in it",
      remedy: "use loadBalancer or nodePort",
    },
  ];
}
