import { Field } from "../field";
import { finding, judge, type Check, type Finding, type RuleFacts } from "../finding";
import { formatBytes } from "../quantity";
import { recognise } from "../recognise";
import { numberOf, type Given, type Settings } from "../settings";
import { claimedBytes, replicasOf } from "../workload";
import { isBroker, rolesOf } from "./roles";
import { kafkaSettings } from "./settings";

export const kafkaRetentionRule: RuleFacts = { id: "kafka-retention", severity: "medium" };

/** What Kafka keeps fits the volumes: by bytes, and never without an end in time and in bytes. */
export const checkKafkaRetention: Check<object> = (kind, object, { stack }) =>
  judge(kafkaRetentionRule, () => {
    const workload = new Field(object);
    const broker = recognise(kind, workload);
    if (broker?.system !== "kafka") return [];
    const settings = kafkaSettings(workload, broker, stack);
    if (!isBroker(rolesOf(settings))) return [];
    const bytes = settings.get("log.retention.bytes");
    const kept = bytes ? numberOf(bytes, "log.retention.bytes") : -1;
    if (kept < 0) return judgeTime(settings);
    const volume = claimedBytes(workload, (mount) => !/zookeeper|tmp/.test(mount));
    return bytes && volume !== undefined ? judgeBytes(settings, bytes, kept, replicasOf(workload), volume) : [];
  });

/** Of the three the finest counts. */
function judgeTime(settings: Settings): Finding[] {
  const keys = ["log.retention.ms", "log.retention.minutes", "log.retention.hours"];
  const key = keys.find((one) => settings.get(one));
  const given = key === undefined ? undefined : settings.get(key);
  if (!key || !given || numberOf(given, key) >= 0) return [];
  const message = `${key} in ${given.path} keeps records for ever, and log.retention.bytes is not set: the volume fills up, and the broker stops.`;
  return [finding(kafkaRetentionRule, given.path, message, "Set log.retention.bytes, or a time.")];
}

function judgeBytes(settings: Settings, bytes: Given, kept: number, brokers: number, volume: number): Finding[] {
  const number = (key: string, absent: number) => {
    const given = settings.get(key);
    return given ? numberOf(given, key) : absent;
  };
  const partitions = number("num.partitions", 1);
  const factor = number("default.replication.factor", 1);
  const each = (kept * partitions * factor) / Math.max(1, brokers);
  if (each <= volume) return [];
  const message =
    `log.retention.bytes in ${bytes.path} is ${kept} for each partition: one topic of ${partitions} partitions with ${factor} replicas ` +
    `takes ${formatBytes(Math.ceil(each))} on each of ${brokers} brokers, and a volume has ${formatBytes(volume)}.`;
  return [finding(kafkaRetentionRule, bytes.path, message, "Lower log.retention.bytes, or enlarge the volumes.")];
}
