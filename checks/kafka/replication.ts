import { Field } from "../field";
import { finding, judge, type Check, type Finding, type RuleFacts } from "../finding";
import { recognise } from "../recognise";
import { numberOf, type Settings } from "../settings";
import { replicasOf } from "../workload";
import { isBroker, rolesOf } from "./roles";
import { kafkaSettings } from "./settings";
import { judgeTopic, topicKind } from "./topic";

export const kafkaReplicationRule: RuleFacts = { id: "kafka-replication", severity: "high" };

/** Limits of the rule. */
export interface KafkaReplicationSettings {
  /** Least number of replicas of a topic's partition. */
  minReplicationFactor: number;
  /** Least number of replicas that must have a message before it is acknowledged. */
  minInsyncReplicas: number;
  /** Whether a client may make a topic by using it. */
  autoCreateTopics: "refused" | "accepted";
}

/** Numbers that are judged: what the broker takes for an absent one, and the limit that holds for it. */
const numbers: Record<string, { absent: number; limit: "minReplicationFactor" | "minInsyncReplicas" }> = {
  "default.replication.factor": { absent: 1, limit: "minReplicationFactor" },
  "min.insync.replicas": { absent: 1, limit: "minInsyncReplicas" },
  "offsets.topic.replication.factor": { absent: 3, limit: "minReplicationFactor" },
  "transaction.state.log.replication.factor": { absent: 3, limit: "minReplicationFactor" },
  "transaction.state.log.min.isr": { absent: 2, limit: "minInsyncReplicas" },
  "share.coordinator.state.topic.replication.factor": { absent: 3, limit: "minReplicationFactor" },
  "share.coordinator.state.topic.min.isr": { absent: 2, limit: "minInsyncReplicas" },
};

/** Replication factors and the numbers of replicas in sync that hold beside them. */
const pairs = [
  ["default.replication.factor", "min.insync.replicas"],
  ["transaction.state.log.replication.factor", "transaction.state.log.min.isr"],
  ["share.coordinator.state.topic.replication.factor", "share.coordinator.state.topic.min.isr"],
] as const;

const flags = ["unclean.leader.election.enable", "auto.create.topics.enable"];

/** Kafka keeps every message on several brokers, and acknowledges it only when several have it. */
export const checkKafkaReplication: Check<KafkaReplicationSettings> = (kind, object, { settings, stack }) =>
  judge(kafkaReplicationRule, () => {
    const workload = new Field(object);
    const topic = (replicas: Field, config: Field) => judgeTopic(kafkaReplicationRule, { replicas, config }, settings);
    if (kind === topicKind) return topic(workload.get("spec", "replicas"), workload.get("spec", "config"));
    if (kind === "KafkaCluster") {
      const topics = workload.get("topics").items();
      return topics.flatMap((args) => topic(args.get("replicationFactor"), args.get("config")));
    }
    const broker = recognise(kind, workload);
    if (broker?.system !== "kafka") return [];
    const given = kafkaSettings(workload, broker, stack);
    if (!isBroker(rolesOf(given))) return [];
    const brokers = replicasOf(workload);
    const { path } = broker.container;
    return [
      ...Object.keys(numbers).flatMap((key) => judgeNumber(key, given, settings, brokers, path)),
      ...pairs.flatMap((pair) => judge(kafkaReplicationRule, () => judgePair(pair, given, brokers, path))),
      ...judge(kafkaReplicationRule, () => judgeFlags(given, settings, path)),
      ...[...Object.keys(numbers), ...flags].flatMap((key) => judgeContradiction(key, given)),
    ];
  });

function judgeNumber(
  key: string,
  settings: Settings,
  limits: KafkaReplicationSettings,
  brokers: number,
  container: string,
): Finding[] {
  return judge(kafkaReplicationRule, () => {
    const { absent, limit } = numbers[key] ?? { absent: 0, limit: "minReplicationFactor" };
    const least = limits[limit];
    const given = settings.get(key);
    // A lone broker cannot have more; that it is alone is told by quorum-replicas.
    if (!given && brokers === 1) return [];
    const number = given ? numberOf(given, key) : absent;
    if (number >= least) return [];
    const which = given
      ? `${key} in ${given.path} is ${Number.isNaN(number) ? "no number" : number}`
      : `${key} is not set, so it is ${number}`;
    const message = `${which}; at least ${least} is asked for.`;
    return [finding(kafkaReplicationRule, given?.path ?? container, message, `Set ${key} to ${least}.`)];
  });
}

function judgePair([factorKey, insyncKey]: (typeof pairs)[number], settings: Settings, brokers: number, path: string) {
  const number = (key: string) => {
    const given = settings.get(key);
    return given ? numberOf(given, key) : Math.min(numbers[key]?.absent ?? 1, brokers);
  };
  const [factor, insync] = [number(factorKey), number(insyncKey)];
  const findings: Finding[] = [];
  if (factor > brokers) {
    const message = `${factorKey} is ${factor}, but there are ${brokers} brokers: no such topic can be made.`;
    findings.push(finding(kafkaReplicationRule, path, message, "Lower it to the number of brokers, or add brokers."));
  }
  if (factor > 1 && insync >= factor) {
    const message = `${insyncKey} is ${insync} of ${factor} replicas: nothing can be written while one broker is away.`;
    findings.push(finding(kafkaReplicationRule, path, message, `Set ${insyncKey} to ${factor - 1}.`));
  }
  return findings;
}

function judgeFlags(settings: Settings, { autoCreateTopics }: KafkaReplicationSettings, container: string): Finding[] {
  const unclean = settings.get("unclean.leader.election.enable");
  const create = settings.get("auto.create.topics.enable");
  const findings: Finding[] = [];
  if (unclean && !/^false$/i.test(unclean.value.trim())) {
    const message = `unclean.leader.election.enable in ${unclean.path} is not false: a replica that lacks acknowledged messages may lead.`;
    const remedy = "Set it to false, or leave it out.";
    findings.push(finding(kafkaReplicationRule, unclean.path, message, remedy));
  }
  if (autoCreateTopics === "refused" && !/^false$/i.test(create?.value.trim() ?? "true")) {
    const where = create ? `in ${create.path} is not false` : "is not set, so it is true";
    const message = `auto.create.topics.enable ${where}: a client's typing error makes a topic.`;
    findings.push(finding(kafkaReplicationRule, create?.path ?? container, message, "Set it to false."));
  }
  return findings;
}

function judgeContradiction(key: string, settings: Settings): Finding[] {
  const two = settings.contradictions(key);
  if (!two) return [];
  const message = `${key} has another value in ${two.other.path} than in ${two.given.path}, which counts.`;
  return [finding(kafkaReplicationRule, two.other.path, message, "Say it once.")];
}
