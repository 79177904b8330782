import type { Input } from "@pulumi/pulumi";
import { parseBytes } from "../../checks/quantity";
import { nameRules, resourceRules } from "../kubernetes/rules";
import type { Problem, Rule } from "../parse";
import { tlsRules } from "../tls/rules";
import { configRules } from "./config-rules";
import { externalRules } from "./external-rules";
import { heapMebibytes, overheadBytes } from "./jvm";
import type { Kafka, KafkaNodes } from "./schema";
import { topicRules } from "./topic-rules";
import { RackSource } from "./settings";
import { userRules } from "./user-rules";
import { atLeast } from "../versions";
import { factsOf } from "./versions";

/** The rules that look at several settings of a cluster at once. */
export function rules(name: string, namespace: Input<string>): Rule<Kafka>[] {
  return [
    modeRules,
    quorumRules,
    ({ brokers, controllers }) => [
      ...nodesRules("brokers", brokers),
      ...(controllers ? nodesRules("controllers", controllers) : []),
    ],
    configRules,
    topicRules,
    externalRules,
    rackRules,
    ({ tls }) => tlsRules(tls),
    userRules,
    ({ clusterDomain, brokers }) =>
      nameRules(name, namespace, clusterDomain, (where) => {
        const member = `${name}-controller-${brokers.replicas}.${name}-controller-headless`;
        return `${member}.${where}.svc.${clusterDomain}`;
      }),
  ];
}

/** Each mode has settings that mean nothing in the other. */
function modeRules({ mode, version, zookeeperConnect, zookeeperTls, controllers, metadataVersion }: Kafka): Problem[] {
  const problems: Problem[] = [];
  const add = (field: string, value: unknown, allowed: string, remedy: string) =>
    problems.push({ path: [field], value, allowed, remedy });
  if (mode === "zookeeper") {
    if (!factsOf(version).zookeeper) {
      const remedy = `use version "3.9" with the ensemble, or mode kraft for a new cluster; an old one moves to KRaft by way of 3.9`;
      add("mode", mode, `kraft: Kafka ${version} has no ZooKeeper mode`, remedy);
    }
    if (zookeeperConnect === undefined) {
      add("zookeeperConnect", undefined, "the addresses of a ZooKeeper ensemble", "add it, or use mode kraft");
    }
    if (controllers)
      add("controllers", "…", "nothing in mode zookeeper: ZooKeeper is the controllers' part", "remove it");
    if (metadataVersion !== undefined) {
      add(
        "metadataVersion",
        metadataVersion,
        "nothing in mode zookeeper",
        "use inter.broker.protocol.version in config",
      );
    }
    return problems;
  }
  if (zookeeperTls) add("zookeeperTls", zookeeperTls, "nothing in mode kraft", "remove it, or use mode zookeeper");
  if (zookeeperConnect !== undefined) {
    add("zookeeperConnect", zookeeperConnect, "nothing in mode kraft", "remove it, or use mode zookeeper");
  }
  if (metadataVersion !== undefined && !(atLeast(version, metadataVersion) && atLeast(metadataVersion, "3.9"))) {
    add(
      "metadataVersion",
      metadataVersion,
      `from 3.9 to the version, ${version}`,
      `use ${version}, or a newer version first`,
    );
  }
  return problems;
}

function quorumRules({ mode, brokers, controllers }: Kafka): Problem[] {
  if (mode !== "kraft") return [];
  const field = controllers ? "controllers" : "brokers";
  const { replicas } = controllers ?? brokers;
  const problems: Problem[] = [];
  if (replicas % 2 === 0) {
    problems.push({
      path: [field, "replicas"],
      value: replicas,
      allowed: "an odd number: 1, 3 or 5",
      remedy: `use ${replicas + 1}; ${replicas} controllers survive no more losses than ${replicas - 1}, since they decide by majority${controllers ? "" : ". Or add controllers of their own"}`,
    });
  } else if (replicas > 9) {
    problems.push({
      path: [field, "replicas"],
      value: replicas,
      allowed: "up to 9 controllers, each of which takes part in every change",
      remedy: controllers ? "use 3 or 5" : "add controllers of their own, 3 or 5",
    });
  }
  return problems;
}

function rackRules({ rack, rackImage }: Kafka): Problem[] {
  if (rackImage === undefined || rack === RackSource.nodeLabel) return [];
  const allowed = "nothing, unless rack is nodeLabel: no other asks by an image";
  return [{ path: ["rackImage"], value: rackImage, allowed, remedy: "remove it, or set rack: nodeLabel" }];
}

function nodesRules(field: "brokers" | "controllers", nodes: KafkaNodes): Problem[] {
  const least = { memory: "512Mi", advice: "give it 1Gi for development, 4Gi or more otherwise" };
  const limit = parseBytes(nodes.resources.limits.memory) ?? 0;
  const heap = heapMebibytes(nodes) * 2 ** 20;
  const problems = resourceRules(nodes.resources, least).map((problem) => ({
    ...problem,
    path: [field, ...problem.path],
  }));
  if (heap + overheadBytes <= limit || problems.length > 0) return problems;
  const most = Math.floor((limit - overheadBytes) / 2 ** 20);
  return [
    {
      path: [field, "heap"],
      value: nodes.heap,
      allowed: `up to ${most}Mi: the memory limit, ${nodes.resources.limits.memory}, less 192Mi for the rest of the Java VM`,
      remedy: "use half of the memory limit, or raise the limit; the page cache lives on what is left",
    },
  ];
}
