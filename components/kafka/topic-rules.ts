import { parseBytes } from "../../checks/quantity";
import type { Problem } from "../parse";
import { checkKey } from "./keys";
import { topicReplication } from "./replication";
import type { Kafka, KafkaTopic } from "./schema";

/** Declared topics against the brokers, each other, and the version's own list of keys. */
export function topicRules(settings: Kafka): Problem[] {
  return [
    ...settings.topics.flatMap((topic, i) => [
      ...duplicates(settings.topics, i),
      ...replicas(settings, topic, i),
      ...configKeys(settings, topic, i),
    ]),
    ...disk(settings),
  ];
}

/** Kafka's metrics have `_` for `.` in topics' names, so it refuses two that differ by that only. */
function duplicates(topics: KafkaTopic[], i: number): Problem[] {
  const metric = (topic?: KafkaTopic) => topic?.name.replaceAll(".", "_");
  const first = topics.findIndex((other) => metric(other) === metric(topics[i]));
  const name = topics[i]?.name;
  if (first === i) return [];
  return [
    {
      path: ["topics", i, "name"],
      value: name,
      allowed: "a name that no other topic has; '.' and '_' count as the same",
      remedy: `remove it, or rename it: topics[${first}] is ${topics[first]?.name}`,
    },
  ];
}

function replicas(settings: Kafka, topic: KafkaTopic, i: number): Problem[] {
  const brokers = settings.brokers.replicas;
  const { factor, minIsr } = topicReplication(settings, topic);
  if (topic.replicationFactor !== undefined && factor > brokers) {
    return [
      {
        path: ["topics", i, "replicationFactor"],
        value: factor,
        allowed: `up to the number of brokers, ${brokers}`,
        remedy: `use ${Math.min(3, brokers)}, or add brokers`,
      },
    ];
  }
  const own = topic.config["min.insync.replicas"];
  if (minIsr <= factor) return [];
  return [
    {
      path: ["topics", i, ...(own === undefined ? ["replicationFactor"] : ["config", "min.insync.replicas"])],
      value: own ?? topic.replicationFactor,
      allowed: `min.insync.replicas up to the replication factor: here they are ${minIsr} and ${factor}`,
      remedy: `set min.insync.replicas in the topic's config to ${Math.max(1, factor - 1)}; as it is nothing can be written`,
    },
  ];
}

function configKeys({ version }: Kafka, topic: KafkaTopic, i: number): Problem[] {
  return Object.entries(topic.config).flatMap(([key, value]): Problem[] => {
    const problem = checkKey(version, "topic", key, value);
    return problem ? [{ path: ["topics", i, "config", key], value, ...problem }] : [];
  });
}

const day = 24 * 60 * 60 * 1000;

/** Bytes that a topic comes to hold on all brokers together; undefined when its throughput is not told. */
function retained(settings: Kafka, topic: KafkaTopic): number | undefined {
  if (topic.expectedBytesPerSecond === undefined || topic.delete) return undefined;
  const { config } = settings;
  const hours = Number(config["log.retention.hours"] ?? 168);
  const ms = Number(topic.config["retention.ms"] ?? config["log.retention.ms"] ?? (hours / 24) * day);
  const byTime = ms < 0 ? Infinity : topic.expectedBytesPerSecond * (ms / 1000);
  const partitions = topic.partitions ?? Number(config["num.partitions"] ?? 3);
  const limit = Number(topic.config["retention.bytes"] ?? config["log.retention.bytes"] ?? -1);
  return Math.min(byTime, limit < 0 ? Infinity : limit * partitions) * topicReplication(settings, topic).factor;
}

/** What topics keep has to fit on the brokers' volumes, with a fifth left for segments that are not deleted yet. */
function disk(settings: Kafka): Problem[] {
  const { replicas: brokers, storage } = settings.brokers;
  const room = brokers * storage.logDirs * (parseBytes(storage.size) ?? 0) * 0.8;
  const needed = settings.topics.reduce((sum, topic) => sum + (retained(settings, topic) ?? 0), 0);
  if (needed <= room) return [];
  const gibi = (bytes: number) => (bytes === Infinity ? "without end" : `${Math.ceil(bytes / 2 ** 30)}Gi`);
  const each = gibi(needed / 0.8 / brokers / storage.logDirs);
  return [
    {
      path: ["brokers", "storage", "size"],
      value: storage.size,
      allowed: `room for what topics keep: retention × expectedBytesPerSecond × replicas is ${gibi(needed)} in all`,
      remedy: `${needed === Infinity ? "set retention.ms or retention.bytes" : `use ${each}, or shorten retention.ms`}; a broker whose disk is full stops`,
    },
  ];
}
