import type { Input } from "@pulumi/pulumi";
import { parseBytes, parseMilliCores } from "../../checks/quantity";
import type { Problem, Rule } from "../parse";
import { brokerBytes, configurationRules } from "./configuration-rules";
import { queueMembers } from "./guarantees";
import type { RabbitMQ } from "./schema";
import { topologyRules } from "./topology-rules";

/** The rules that look at several settings of a cluster at once. */
export function rules(name: string, namespace: Input<string>): Rule<RabbitMQ>[] {
  return [
    resourceRules,
    sizeRules,
    configurationRules,
    topologyRules,
    (settings) => nameRules(name, namespace, settings),
  ];
}

/** What is allowed and still worth a thought; shown by `pulumi preview`. */
export function warnings(settings: RabbitMQ): string[] {
  const { replicas, podDisruptionBudget, antiAffinity, version } = settings;
  const members = queueMembers(settings);
  return [
    ...(members < replicas
      ? [
          `quorum queues have ${members} replicas on ${replicas} nodes; set quorum_queue.initial_cluster_size in config for more`,
        ]
      : []),
    ...(replicas === 1 ? ["one node: a restart is an outage, and the loss of its volume loses its messages"] : []),
    ...(replicas > 1 && podDisruptionBudget === false
      ? ["no PodDisruptionBudget: a node drain may take the majority at once"]
      : []),
    ...(replicas > 1 && antiAffinity === "preferred"
      ? ["anti-affinity is preferred: nodes may share a machine, and its loss may take the majority"]
      : []),
    ...(version === "3.13" ? ["RabbitMQ 3.13 is out of community support; 4.3 is reached by way of 4.2"] : []),
  ];
}

function resourceRules({ resources }: RabbitMQ): Problem[] {
  const { requests, limits } = resources;
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
  if ((parseBytes(limits.memory) ?? 0) < 256 * 2 ** 20) {
    problems.push({
      path: ["resources", "limits", "memory"],
      value: limits.memory,
      allowed: "at least 256Mi, below which a node does not start",
      remedy: "give it 512Mi for development, 2Gi or more otherwise",
    });
  }
  return problems;
}

function sizeRules({ replicas, storage, config }: RabbitMQ): Problem[] {
  const problems: Problem[] = [];
  if (replicas % 2 === 0) {
    problems.push({
      path: ["replicas"],
      value: replicas,
      allowed: "an odd number: 1, 3, 5, 7 or 9",
      remedy: `use ${replicas + 1}; ${replicas} nodes survive no more losses than ${replicas - 1}, since quorum queues need a majority`,
    });
  }
  const free = config["disk_free_limit.absolute"] ?? "2GB";
  const size = parseBytes(storage.size) ?? 0;
  if ((brokerBytes(free) ?? 0) >= size) {
    problems.push({
      path: ["storage", "size"],
      value: storage.size,
      allowed: `more than disk_free_limit.absolute, ${free}, or publishers are blocked from the start`,
      remedy: "make the volume larger, or lower disk_free_limit.absolute in config",
    });
  }
  return problems;
}

function nameRules(name: string, namespace: Input<string>, { clusterDomain, replicas }: RabbitMQ): Problem[] {
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
  const where = typeof namespace === "string" ? namespace : "x".repeat(63);
  const node = `rabbit@${name}-${replicas - 1}.${name}-headless.${where}.svc.${clusterDomain}`;
  if (node.length <= 255) return [];
  return [
    {
      path: ["clusterDomain"],
      value: clusterDomain,
      allowed: `a node name of at most 255 characters; ${node} has ${node.length}`,
      remedy: "shorten the component's name, the namespace or the domain",
    },
  ];
}
