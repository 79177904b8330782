import { Field } from "./field";
import { finding, judge, type Check, type Finding, type RuleFacts } from "./finding";
import { rolesOf } from "./kafka/roles";
import { kafkaSettings } from "./kafka/settings";
import { rabbitmqSettings } from "./rabbitmq/settings";
import { recognise, type Broker } from "./recognise";
import { numberOf, type Settings } from "./settings";
import type { Stack } from "./stack";
import { replicasOf } from "./workload";
import { serversKey, zookeeperSettings } from "./zookeeper/settings";

export const quorumMembersRule: RuleFacts = { id: "quorum-members", severity: "high" };

/** A list of members: the key it stands under, where, and how many it names. */
interface Members {
  key: string;
  path: string;
  count: number;
}

/** The list of members that a node is given is as long as its StatefulSet. */
export const checkQuorumMembers: Check<object> = (kind, object, { stack }) =>
  judge(quorumMembersRule, () => {
    const workload = new Field(object);
    const broker = kind === "StatefulSet" ? recognise(kind, workload) : undefined;
    if (!broker) return [];
    const replicas = replicasOf(workload);
    if (replicas === 0) return [];
    return membersOf(workload, broker, stack)
      .filter(({ count }) => count !== replicas)
      .map(({ key, path, count }): Finding => {
        const message = `${key} in ${path} names ${count} members, and the StatefulSet has ${replicas}.`;
        return finding(quorumMembersRule, path, message, "List every member once, and no other.");
      });
  });

function membersOf(workload: Field, broker: Broker, stack?: Stack): Members[] {
  if (broker.system === "kafka") return kafkaMembers(kafkaSettings(workload, broker, stack), nameOf(workload));
  if (broker.system === "zookeeper")
    return zookeeperMembers(zookeeperSettings(workload, broker, stack), nameOf(workload));
  return rabbitmqMembers(rabbitmqSettings(workload, broker, stack));
}

const nameOf = (workload: Field): string => workload.get("metadata", "name").text() ?? "";

/** Nodes that are no controllers are given the list, and are not in it. */
function kafkaMembers(settings: Settings, name: string): Members[] {
  if (!rolesOf(settings).includes("controller")) return [];
  const voters = listOf(settings, "controller.quorum.voters", /,/);
  // A list to begin with need not be of members: one name may stand for all of them.
  const own = (item: string) => item.replace(/^.*@/, "").startsWith(`${name}-`) && /-\d+[.:]/.test(item);
  const bootstrap = listOf(settings, "controller.quorum.bootstrap.servers", /,/, own);
  return [...voters, ...bootstrap];
}

/** A semicolon is between servers, or before a server's port for clients. */
const serverSeparator = /\s+|,|;(?!\d+(?:[\s,]|$))/;

const serverLine = /^server\.\d+$/;

/** Whether a server of the list is a pod of the StatefulSet: `zk-0.zk:2888:3888`. */
const podOf = (name: string) => (server: string) =>
  server.trim().startsWith(`${name}-`) && /^\d+[.:]/.test(server.trim().slice(name.length + 1));

/** Members of an ensemble that is of several StatefulSets; undefined when it is of one, or nobody can tell. */
export function ensembleSize(workload: Field, broker: Broker, stack?: Stack): number | undefined {
  if (broker.system !== "zookeeper") return undefined;
  const settings = zookeeperSettings(workload, broker, stack);
  const [all] = numbered(settings, serverLine, "");
  const [own] = numbered(settings, serverLine, "", podOf(nameOf(workload)));
  return all && own && own.count < all.count ? all.count : undefined;
}

/** An ensemble may be of several StatefulSets, each with a part of the list. */
function zookeeperMembers(settings: Settings, name: string): Members[] {
  const lines = numbered(settings, serverLine, "server.N", podOf(name));
  if (lines.length > 0) return lines;
  const given = settings.get(serversKey);
  if (!given || given.value.trim() === "") return [];
  if (/^\s*\d+\s*$/.test(given.value))
    return [{ key: serversKey, path: given.path, count: numberOf(given, serversKey) }];
  return listOf(settings, serversKey, serverSeparator);
}

function rabbitmqMembers(settings: Settings): Members[] {
  const key = "cluster_formation.target_cluster_size_hint";
  const hint = settings.get(key);
  return [
    ...numbered(settings, /^cluster_formation\.classic_config\.nodes\.\w+$/, "cluster_formation.classic_config.nodes"),
    ...(hint ? [{ key, path: hint.path, count: numberOf(hint, key) }] : []),
  ];
}

/** A list in one value; none when a script or a variable makes it, for then nobody can count it here. */
function listOf(
  settings: Settings,
  key: string,
  separator: RegExp,
  isMember = (item: string) => item !== "",
): Members[] {
  const given = settings.get(key);
  if (!given || /\$[{(\w]/.test(given.value.replace(/\$[({][A-Z_]*(NAMESPACE|DOMAIN|SERVICE)[A-Z_]*[)}]/g, "")))
    return [];
  const items = given.value
    .split(separator)
    .map((item) => item.trim())
    .filter(isMember);
  return items.length === 0 ? [] : [{ key, path: given.path, count: new Set(items).size }];
}

/** Keys of a pattern; those whose values are the StatefulSet's own, when some are. */
function numbered(settings: Settings, pattern: RegExp, key: string, isOwn?: (value: string) => boolean): Members[] {
  const all = settings
    .keys()
    .filter((one) => pattern.test(one))
    .map((one) => settings.get(one))
    .filter((given) => given !== undefined);
  const own = all.filter(({ value }) => isOwn?.(value) ?? false);
  const [first] = all;
  return first ? [{ key, path: first.path, count: (own.length > 0 ? own : all).length }] : [];
}
