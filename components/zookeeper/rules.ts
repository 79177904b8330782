import type { Input } from "@pulumi/pulumi";
import { parseBytes } from "../../checks/quantity";
import { nameRules, placementWarnings, resourceRules } from "../kubernetes/rules";
import type { Problem, Rule } from "../parse";
import { tlsRules } from "../tls/rules";
import { heapMebibytes, overhead } from "./heap";
import { configurationRules, configurationWarnings } from "./configuration-rules";
import { headlessName } from "./names";
import type { ZooKeeper } from "./schema";
import { ClientAuth } from "./settings";

const leastMemory = { memory: "256Mi", advice: "give it 256Mi for development, 1Gi or more otherwise" };

/** The rules that look at several settings of an ensemble at once. */
export function rules(name: string, namespace: Input<string>): Rule<ZooKeeper>[] {
  return [
    ({ resources }) => resourceRules(resources, leastMemory),
    heapRules,
    sizeRules,
    configurationRules,
    ({ tls }) => [...tlsRules(tls), ...clientRules(name, tls)],
    ({ clusterDomain, replicas }) =>
      nameRules(
        name,
        namespace,
        clusterDomain,
        (where) => `${name}-${replicas - 1}.${headlessName(name)}.${where}.svc.${clusterDomain}`,
      ),
  ];
}

/** What is allowed and still worth a thought; shown by `pulumi preview`. */
export function warnings(settings: ZooKeeper): string[] {
  return [
    ...(settings.replicas === 1
      ? ["one member: a restart is an outage, and the loss of its volume loses its data"]
      : []),
    ...placementWarnings(settings),
    ...(settings.tls.enabled ? [] : ["TLS is off: members and clients speak in plain text"]),
    ...(settings.tls.enabled && settings.tls.clientAuth === ClientAuth.none
      ? ["tls.clientAuth is none: whoever reaches the client port may do everything"]
      : []),
    ...configurationWarnings(settings),
  ];
}

/** Each client is somebody else, and none is a member, who may do everything. */
function clientRules(name: string, { enabled, clientAuth, plainClients, clients }: ZooKeeper["tls"]): Problem[] {
  const twice = clients.flatMap((client, i): Problem[] => {
    const other = client === name ? "the ensemble itself" : "another client";
    if (client !== name && clients.indexOf(client) === i) return [];
    const allowed = `a name that is not that of ${other}`;
    return [{ path: ["tls", "clients", i], value: client, allowed, remedy: "choose another name, or remove it" }];
  });
  if (!enabled || clientAuth === ClientAuth.none || !plainClients) return twice;
  return [
    ...twice,
    {
      path: ["tls", "plainClients"],
      value: true,
      allowed: "false: who comes without TLS has no certificate to show",
      remedy: "remove it, or set clientAuth: none",
    },
  ];
}

function heapRules({ heap, resources }: ZooKeeper): Problem[] {
  const limit = parseBytes(resources.limits.memory) ?? 0;
  const rest = parseBytes(overhead) ?? 0;
  if (heap === undefined || heapMebibytes({ heap, resources }) * 2 ** 20 + rest <= limit) return [];
  return [
    {
      path: ["heap"],
      value: heap,
      allowed: `up to the memory limit, ${resources.limits.memory}, less ${overhead} for what the Java VM needs besides`,
      remedy: "remove it for half of the limit, or raise the memory request and limit",
    },
  ];
}

function sizeRules({ replicas }: ZooKeeper): Problem[] {
  if (replicas % 2 === 1) return [];
  return [
    {
      path: ["replicas"],
      value: replicas,
      allowed: "an odd number: 1, 3, 5 or 7",
      remedy: `use ${replicas + 1}; ${replicas} members survive no more losses than ${replicas - 1}, since a majority has to agree`,
    },
  ];
}
