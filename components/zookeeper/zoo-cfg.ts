import { headlessName } from "./names";
import type { ZooKeeper } from "./schema";
import { tlsKeys } from "./tls";

/** Ports of a member. */
export const ports = { client: 2181, quorum: 2888, election: 3888, metrics: 7000 } as const;

/** Where the volumes are: the paths of the official image. */
export const paths = { data: "/data", dataLog: "/datalog", config: "/conf" } as const;

/**
 * Keys and values of zoo.cfg: our defaults, the user's after them, and the members, the same for all of them.
 * https://zookeeper.apache.org/doc/current/zookeeperAdmin.html#sc_configuration
 */
export function configuration(name: string, settings: ZooKeeper): Map<string, string> {
  return new Map([
    ...Object.entries(times(settings)),
    ...Object.entries(storage(settings)),
    ...Object.entries(access(settings)),
    ...Object.entries(tlsKeys(settings)),
    ...Object.entries(settings.config),
    ...(settings.replicas > 1 ? quorum(name, settings.replicas) : []),
  ]);
}

/** The file, in the format of Java's Properties, which takes a backslash for the beginning of an escape. */
export function render(configuration: Map<string, string>): string {
  return [...configuration].map(([key, value]) => `${key}=${value.replaceAll("\\", "\\\\")}\n`).join("");
}

function times({ tickTime, initLimit, syncLimit }: ZooKeeper): Record<string, string> {
  return { tickTime: String(tickTime), initLimit: String(initLimit), syncLimit: String(syncLimit) };
}

function storage({ autopurge, dataLog }: ZooKeeper): Record<string, string> {
  return {
    dataDir: paths.data,
    ...(dataLog && { dataLogDir: paths.dataLog }),
    "autopurge.snapRetainCount": String(autopurge.snapRetainCount),
    "autopurge.purgeInterval": String(autopurge.purgeInterval),
  };
}

function access({ maxClientCnxns }: ZooKeeper): Record<string, string> {
  return {
    clientPort: String(ports.client),
    maxClientCnxns: String(maxClientCnxns),
    // What the probes and people need, and nothing that costs or changes anything.
    "4lw.commands.whitelist": "srvr,mntr,ruok",
    // An HTTP server without authentication; the metrics provider has one of its own.
    "admin.enableServer": "false",
    "metricsProvider.className": "org.apache.zookeeper.metrics.prometheus.PrometheusMetricsProvider",
    "metricsProvider.httpPort": String(ports.metrics),
  };
}

/** Names without namespace and domain: each pod's own search list completes them, and the file need not know where it runs. */
function quorum(name: string, replicas: number): [string, string][] {
  const member = (i: number) => `${name}-${i}.${headlessName(name)}:${ports.quorum}:${ports.election}`;
  return [
    ["standaloneEnabled", "false"],
    // Members are those of this file, whatever a client asks for.
    ["reconfigEnabled", "false"],
    ["quorumListenOnAllIPs", "false"],
    ...Array.from({ length: replicas }, (_, i): [string, string] => [`server.${i + 1}`, member(i)]),
  ];
}
