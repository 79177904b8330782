import type { Problem } from "../parse";
import { checkKey } from "./keys";
import { internalKeys } from "./replication";
import type { Kafka } from "./schema";

/** Keys that follow from other settings: said twice, one of them would be wrong. */
const owned: Record<string, string> = {
  "process.roles": "mode and controllers",
  "node.id": "the component, which counts members",
  "broker.id": "the component, which counts members",
  "broker.rack": "rack, which differs by broker",
  "zookeeper.connect": "zookeeperConnect",
  "zookeeper.set.acl": "zookeeperTls",
  "zookeeper.clientCnxnSocket": "zookeeperTls",
  "zookeeper.ssl.client.enable": "zookeeperTls",
  "zookeeper.ssl.keystore.type": "zookeeperTls",
  "zookeeper.ssl.keystore.location": "zookeeperTls",
  "zookeeper.ssl.truststore.type": "zookeeperTls",
  "zookeeper.ssl.truststore.location": "zookeeperTls",
  "controller.quorum.voters": "the component: controllers find each other by controller.quorum.bootstrap.servers",
  "controller.quorum.bootstrap.servers": "the component, which knows the controllers",
  "controller.listener.names": "the component, whose Services and NetworkPolicies go by it",
  listeners: "the component, whose Services and NetworkPolicies go by it",
  "advertised.listeners": "the component, which knows each member's name",
  "listener.security.protocol.map": "the component, whose Services and NetworkPolicies go by it",
  "inter.broker.listener.name": "the component, whose Services and NetworkPolicies go by it",
  "authorizer.class.name": "tls, with which nobody may do what is not declared",
  "ssl.keystore.type": "tls",
  "ssl.keystore.location": "tls",
  "ssl.truststore.type": "tls",
  "ssl.truststore.location": "tls",
  "log.dir": "storage.logDirs",
  "log.dirs": "storage.logDirs",
  "metadata.log.dir": "storage.logDirs",
};

/** Keys of server.properties against the version's own list, and against the number of brokers. */
export function configRules(settings: Kafka): Problem[] {
  const { config, version } = settings;
  const keys = Object.entries(config).flatMap(([key, value]): Problem[] => {
    const path = ["config", key];
    const owner = Object.hasOwn(owned, key) ? owned[key] : undefined;
    if (owner) return [{ path, value, allowed: `nothing: it is set by ${owner}`, remedy: "remove it" }];
    const problem = checkKey(version, "broker", key, value);
    return problem ? [{ path, value, ...problem }] : [];
  });
  const refused = new Set(keys.map(({ path }) => path.at(-1)));
  return [...keys, ...replicationRules(settings).filter(({ path }) => !refused.has(path.at(-1)))];
}

const pairs = [["default.replication.factor", "min.insync.replicas"], internalKeys.transaction, internalKeys.share];

function replicationRules({ config, brokers }: Kafka): Problem[] {
  const most = brokers.replicas;
  const factors = [...pairs.map(([factor]) => factor), internalKeys.offsets[0]].flatMap((key = ""): Problem[] => {
    const value = config[key];
    if (value === undefined || Number(value) <= most) return [];
    const path = ["config", key];
    return [{ path, value, allowed: `up to the number of brokers, ${most}`, remedy: "lower it, or add brokers" }];
  });
  const isr = pairs.flatMap(([factorKey = "", key = ""]): Problem[] => {
    const value = config[key];
    const factor = Number(config[factorKey] ?? Math.min(3, most));
    if (value === undefined || Number(value) <= factor) return [];
    const allowed = `up to ${factorKey}, ${factor}`;
    return [
      {
        path: ["config", key],
        value,
        allowed,
        remedy: `use ${Math.max(1, factor - 1)}; as it is nothing can be written`,
      },
    ];
  });
  return [...factors, ...isr];
}
