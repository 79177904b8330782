import { Field } from "../field";
import { finding, judge, type Check, type Finding, type RuleFacts } from "../finding";
import { recognise } from "../recognise";
import { numberOf, type Settings } from "../settings";
import { replicasOf } from "../workload";
import { zookeeperSettings } from "./settings";

export const zookeeperConfigurationRule: RuleFacts = { id: "zookeeper-configuration", severity: "medium" };

/** Limits of the rule. */
export interface ZookeeperConfigurationSettings {
  /** Whether `dataLogDir` has to be set. */
  dataLogDir: "required" | "optional";
}

/** A ZooKeeper server cleans up after itself, and does not offer more than it has to. */
export const checkZookeeperConfiguration: Check<ZookeeperConfigurationSettings> = (kind, object, { settings, stack }) =>
  judge(zookeeperConfigurationRule, () => {
    const workload = new Field(object);
    const broker = recognise(kind, workload);
    if (broker?.system !== "zookeeper") return [];
    const given = zookeeperSettings(workload, broker, stack);
    const { path } = broker.container;
    const each = (one: () => Finding[]) => judge(zookeeperConfigurationRule, one);
    return [
      ...each(() => judgePurge(given, path)),
      ...each(() => judgeValue(given, "4lw.commands.whitelist", /(^|,)\s*\*/, whitelist)),
      ...each(() => judgeValue(given, "maxClientCnxns", /^0+$/, connections)),
      ...each(() => (replicasOf(workload) > 1 ? judgeValue(given, "standaloneEnabled", /^true$/i, standalone) : [])),
      ...each(() => (settings.dataLogDir === "required" ? judgeLogDir(given, path) : [])),
    ];
  });

type Words = [problem: string, remedy: string];

const whitelist: Words = [
  "lets every client stop tracing, reset statistics and list connections",
  "List the commands that are needed: srvr,mntr,ruok.",
];
const connections: Words = ["lets one client take all connections", "Set it to 60, or what one client needs."];
const standalone: Words = [
  "lets a server go on alone, with nobody to vote against it, when its list of members is short",
  "Set it to false.",
];

function judgeValue(settings: Settings, key: string, wrong: RegExp, [problem, remedy]: Words): Finding[] {
  const given = settings.get(key);
  if (!given || !wrong.test(given.value.trim())) return [];
  return [finding(zookeeperConfigurationRule, given.path, `${key} in ${given.path} ${problem}.`, remedy)];
}

function judgePurge(settings: Settings, container: string): Finding[] {
  const key = "autopurge.purgeInterval";
  const given = settings.get(key);
  if (given && numberOf(given, key) > 0) return [];
  const where = given ? `in ${given.path} is not above zero` : "is not set, so it is 0";
  const message = `${key} ${where}: snapshots and logs are never deleted, until the volume is full.`;
  return [finding(zookeeperConfigurationRule, given?.path ?? container, message, `Set ${key} to 1 or more hours.`)];
}

function judgeLogDir(settings: Settings, path: string): Finding[] {
  if (settings.get("dataLogDir")) return [];
  const message = "dataLogDir is not set, so every acknowledgement waits for the disk that snapshots are written to.";
  const remedy = "Give the transaction log a volume of its own, or say with dataLogDir that it has none.";
  return [finding(zookeeperConfigurationRule, path, message, remedy)];
}
