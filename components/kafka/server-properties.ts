import { knownListeners, listener, listenersOf, servers } from "./listeners";
import { controllersOf, logDirs, processRoles, type Role } from "./roles";
import { replication } from "./replication";
import type { Kafka } from "./schema";
import { securityProperties } from "./security";
import { factsOf } from "./versions";
import { zookeeperProperties } from "./zookeeper";

/**
 * Keys and values of a role's server.properties: our defaults, and the user's above them. What differs by member (its id, its
 * advertised addresses) is added when it starts.
 * https://kafka.apache.org/documentation/#configuration
 */
export function configuration(settings: Kafka, role: Role, all: Role[]): Map<string, string> {
  return new Map([
    ...Object.entries(membership(settings, role, all)),
    ...Object.entries(listeners(settings, role)),
    ...Object.entries(securityProperties(settings)),
    ...Object.entries({ "log.dirs": logDirs(role).join(",") }),
    ...Object.entries(replicas(settings)),
    ...Object.entries(topics()),
    // Consumers may read from the replica in their own zone.
    ...Object.entries(
      settings.rack && role.broker
        ? { "replica.selector.class": "org.apache.kafka.common.replica.RackAwareReplicaSelector" }
        : {},
    ),
    ...Object.entries(liveness(settings)),
    ...Object.entries(settings.config),
  ]);
}

/** The file. A backslash is the one character of a value that the format reads otherwise. */
export function render(configuration: Map<string, string>): string {
  return [...configuration].map(([key, value]) => `${key}=${value.replaceAll("\\", "\\\\")}\n`).join("");
}

/**
 * Controllers have the names here that they advertise, so that a Java VM which met them knows their addresses while no DNS server answers;
 * a member fills in `DOMAIN` when it starts. Policies take a variable of this name for the rest of a name, and still count the controllers.
 */
export const quorumKey = "controller.quorum.bootstrap.servers";

function membership(settings: Kafka, role: Role, all: Role[]): Record<string, string> {
  if (settings.mode === "zookeeper") return zookeeperProperties(settings);
  const controllers = controllersOf(all);
  return {
    "process.roles": processRoles(role),
    [quorumKey]: servers(controllers, listener(settings, "controller"), "${DOMAIN}"),
    "controller.listener.names": listener(settings, "controller").name,
    ...(role.controller && factsOf(settings.version).autoJoin && { "controller.quorum.auto.join.enable": "true" }),
  };
}

/** Members know how those listeners speak, too, that they connect to only. */
function listeners(settings: Kafka, role: Role): Record<string, string> {
  return {
    listeners: listenersOf(settings, role)
      .map(({ name, port }) => `${name}://:${port}`)
      .join(","),
    "listener.security.protocol.map": knownListeners(settings)
      .map(({ name, protocol }) => `${name}:${protocol}`)
      .join(","),
    ...(role.broker && { "inter.broker.listener.name": listener(settings, "replication").name }),
  };
}

/** Controllers have these keys too: they make the internal topics, and a new cluster takes `min.insync.replicas` from them. */
function replicas(settings: Kafka): Record<string, string> {
  const { factor, minIsr } = replication(settings);
  const internal = Math.min(3, settings.brokers.replicas);
  const internalIsr = Math.max(1, Math.min(2, internal - 1));
  return {
    "default.replication.factor": String(factor),
    "min.insync.replicas": String(minIsr),
    "offsets.topic.replication.factor": String(internal),
    "transaction.state.log.replication.factor": String(internal),
    "transaction.state.log.min.isr": String(internalIsr),
    ...(factsOf(settings.version).shareGroups && {
      "share.coordinator.state.topic.replication.factor": String(internal),
      "share.coordinator.state.topic.min.isr": String(internalIsr),
    }),
  };
}

/** Topics are declared, and never lose acknowledged records for the sake of being there. */
function topics(): Record<string, string> {
  return {
    "auto.create.topics.enable": "false",
    "unclean.leader.election.enable": "false",
    "auto.leader.rebalance.enable": "true",
    "num.partitions": "3",
  };
}

/**
 * A broker that is gone gives up its partitions within seconds, and has several heartbeats to be late with before. Controllers take longer to
 * elect, since they have to agree on a machine with too much to do as well: with half a second, a vote that takes its TLS
 * handshake first came too late, and no quorum formed.
 */
function liveness({ mode }: Kafka): Record<string, string> {
  if (mode === "kraft") {
    return {
      "controller.quorum.fetch.timeout.ms": "2000",
      "controller.quorum.election.timeout.ms": "2000",
      "broker.heartbeat.interval.ms": "500",
      "broker.session.timeout.ms": "3000",
    };
  }
  // After a full stop brokers wait for the ensemble rather than end and be started ever more seldom.
  return { "zookeeper.session.timeout.ms": "6000", "zookeeper.connection.timeout.ms": "300000" };
}
