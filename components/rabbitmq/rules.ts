import type { Input } from "@pulumi/pulumi";
import { parseBytes } from "../../checks/quantity";
import { brokerBytes } from "../../checks/rabbitmq/size";
import { nameRules, placementWarnings, resourceRules } from "../kubernetes/rules";
import type { Problem, Rule } from "../parse";
import { configurationRules } from "./configuration-rules";
import { queueMembers } from "./guarantees";
import type { RabbitMQ } from "./schema";
import { tlsRules } from "../tls/rules";
import { topologyRules } from "./topology-rules";

const leastMemory = { memory: "256Mi", advice: "give it 512Mi for development, 2Gi or more otherwise" };

/** The rules that look at several settings of a cluster at once. */
export function rules(name: string, namespace: Input<string>): Rule<RabbitMQ>[] {
  return [
    ({ resources }) => resourceRules(resources, leastMemory),
    sizeRules,
    configurationRules,
    topologyRules,
    ({ tls }) => tlsRules(tls),
    ({ clusterDomain, replicas }) =>
      nameRules(
        name,
        namespace,
        clusterDomain,
        (where) => `rabbit@${name}-${replicas - 1}.${name}-headless.${where}.svc.${clusterDomain}`,
      ),
  ];
}

/** What is allowed and still worth a thought; shown by `pulumi preview`. */
export function warnings(settings: RabbitMQ): string[] {
  const { replicas, version } = settings;
  const members = queueMembers(settings);
  return [
    ...(members < replicas
      ? [
          `quorum queues have ${members} replicas on ${replicas} nodes; set quorum_queue.initial_cluster_size in config for more`,
        ]
      : []),
    ...(replicas === 1 ? ["one node: a restart is an outage, and the loss of its volume loses its messages"] : []),
    ...placementWarnings(settings),
    ...(settings.tls.enabled ? [] : ["TLS is off: passwords and messages cross the network in plain text"]),
    ...(version === "3.13" ? ["RabbitMQ 3.13 is out of community support; 4.3 is reached by way of 4.2"] : []),
  ];
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
