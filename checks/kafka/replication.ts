import { Field } from "../field";
import { finding, judge, type Check, type Finding, type RuleFacts } from "../finding";
import { recognise } from "../recognise";
import { replicasOf } from "../workload";
import { givenSettings, type Given } from "./settings";

export const kafkaReplicationRule: RuleFacts = { id: "kafka-replication", severity: "high" };

/** Limits of the rule. */
export interface KafkaReplicationSettings {
  /** Least number of replicas of a topic's partition. */
  minReplicationFactor: number;
  /** Least number of replicas that must have a message before it is acknowledged. */
  minInsyncReplicas: number;
}

/** Keys that are judged, with what the broker takes for an absent one. */
const defaults = {
  "default.replication.factor": 1,
  "min.insync.replicas": 1,
  "offsets.topic.replication.factor": 3,
  "transaction.state.log.replication.factor": 3,
  "transaction.state.log.min.isr": 2,
};
type Key = keyof typeof defaults;
const keys = ["process.roles", ...Object.keys(defaults)];

/** Kafka keeps every message on several brokers, and acknowledges it only when several have it. */
export const checkKafkaReplication: Check<KafkaReplicationSettings> = (kind, object, { settings, stack }) =>
  judge(kafkaReplicationRule, () => {
    const workload = new Field(object);
    const broker = recognise(kind, workload);
    if (broker?.system !== "kafka") return [];
    const given = givenSettings(keys, workload, broker, stack);
    const roles = given.get("process.roles") ?? [];
    if (roles.length > 0 && roles.every(({ value }) => !value.includes("broker"))) return [];
    return [
      ...judgeMinimum(given, settings, broker.container.path),
      ...judgeRelations(given, replicasOf(workload), broker.container.path),
    ];
  });

/** The values of a key; the broker's default when nobody gives one. Two prefixes may give two, and each counts. */
function valuesOf(given: Map<string, Given[]>, key: Key): { path?: string; number: number }[] {
  const values = given.get(key) ?? [];
  if (values.length === 0) return [{ number: defaults[key] }];
  return values.map(({ path, value }) => ({ path, number: Number(value) }));
}

function judgeMinimum(given: Map<string, Given[]>, settings: KafkaReplicationSettings, container: string): Finding[] {
  const least: Record<Key, number> = {
    "default.replication.factor": settings.minReplicationFactor,
    "min.insync.replicas": settings.minInsyncReplicas,
    "offsets.topic.replication.factor": settings.minReplicationFactor,
    "transaction.state.log.replication.factor": settings.minReplicationFactor,
    "transaction.state.log.min.isr": settings.minInsyncReplicas,
  };
  return (Object.keys(least) as Key[]).flatMap((key) =>
    valuesOf(given, key)
      .filter(({ number }) => !(number >= least[key]))
      .map(({ path, number }) => {
        const which =
          path === undefined
            ? `${key} is not set, so it is ${number}`
            : `${key} in ${path} is ${Number.isNaN(number) ? "no number" : number}`;
        return finding(
          kafkaReplicationRule,
          path ?? container,
          `${which}; at least ${least[key]} is asked for.`,
          `Set ${key} to ${least[key]}.`,
        );
      }),
  );
}

function judgeRelations(given: Map<string, Given[]>, replicas: number, path: string): Finding[] {
  const factor = Math.min(...valuesOf(given, "default.replication.factor").map(({ number }) => number));
  const insync = Math.max(...valuesOf(given, "min.insync.replicas").map(({ number }) => number));
  const findings: Finding[] = [];
  if (factor > replicas) {
    const message = `default.replication.factor is ${factor}, but there are ${replicas} brokers: no topic can be made.`;
    findings.push(finding(kafkaReplicationRule, path, message, "Lower it to the number of brokers, or add brokers."));
  }
  if (factor > 1 && insync >= factor) {
    const message = `min.insync.replicas is ${insync} of ${factor} replicas: nothing can be written while one broker is away.`;
    findings.push(finding(kafkaReplicationRule, path, message, `Set min.insync.replicas to ${factor - 1}.`));
  }
  return findings;
}
