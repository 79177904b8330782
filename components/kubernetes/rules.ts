import type { Input } from "@pulumi/pulumi";
import { parseBytes, parseMilliCores } from "../../checks/quantity";
import type { Problem } from "../parse";
import type { Strictness } from "./settings";

/** Resource settings with the defaults in. */
export interface Resources {
  requests: { cpu: string; memory: string };
  limits: { cpu: string; memory: string };
}

/** Memory request and limit are one number, no request is above its limit, and a member has the memory it starts with. */
export function resourceRules({ requests, limits }: Resources, least: { memory: string; advice: string }): Problem[] {
  const problems: Problem[] = [];
  if (parseBytes(requests.memory) !== parseBytes(limits.memory)) {
    problems.push({
      path: ["resources", "limits", "memory"],
      value: limits.memory,
      allowed: `the memory request, ${requests.memory}`,
      remedy: "make the memory request and limit equal, so that a node under pressure never evicts a broker",
    });
  }
  if ((parseMilliCores(requests.cpu) ?? 0) > (parseMilliCores(limits.cpu) ?? 0)) {
    problems.push({
      path: ["resources", "limits", "cpu"],
      value: limits.cpu,
      allowed: `at least the CPU request, ${requests.cpu}`,
      remedy: "raise the limit or lower the request",
    });
  }
  if ((parseBytes(limits.memory) ?? 0) < (parseBytes(least.memory) ?? 0)) {
    problems.push({
      path: ["resources", "limits", "memory"],
      value: limits.memory,
      allowed: `at least ${least.memory}, below which a node does not start`,
      remedy: least.advice,
    });
  }
  return problems;
}

/** Names that Kubernetes and DNS take: of the component, and of its members. */
export function nameRules(
  name: string,
  namespace: Input<string>,
  clusterDomain: string,
  node: (namespace: string) => string,
): Problem[] {
  if (!/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name) || name.length > 40) {
    return [
      {
        path: ["name"],
        value: name,
        allowed: "a DNS label of at most 40 characters that begins with a letter",
        remedy: "give the component another name: pods, Services and volumes are called after it",
      },
    ];
  }
  const longest = node(typeof namespace === "string" ? namespace : "x".repeat(63));
  if (longest.length <= 255) return [];
  return [
    {
      path: ["clusterDomain"],
      value: clusterDomain,
      allowed: `a node name of at most 255 characters; ${longest} has ${longest.length}`,
      remedy: "shorten the component's name, the namespace or the domain",
    },
  ];
}

/** What is allowed of a quorum's placement and still worth a thought. */
export function placementWarnings(settings: {
  replicas: number;
  podDisruptionBudget?: boolean | undefined;
  antiAffinity: Strictness;
}): string[] {
  const { replicas, podDisruptionBudget, antiAffinity } = settings;
  return [
    ...(replicas > 1 && podDisruptionBudget === false
      ? ["no PodDisruptionBudget: a node drain may take the majority at once"]
      : []),
    ...(replicas > 1 && antiAffinity === "preferred"
      ? ["anti-affinity is preferred: nodes may share a machine, and its loss may take the majority"]
      : []),
  ];
}
