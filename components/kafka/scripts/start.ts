import { zoneLabel } from "../../kubernetes/labels";
import { addresses } from "../external";
import type { KafkaExternal } from "../external-settings";
import { listenersOf } from "../listeners";
import { zoneFile } from "../rack";
import { logDirs, metricsPort, type Role } from "../roles";
import type { Kafka } from "../schema";
import { certificateLines } from "../security";
import { quorumKey } from "../server-properties";
import { RackSource } from "../settings";
import { keepKeystore } from "../zookeeper";
import { format, membership } from "./formation";

/** Where the files of a role's ConfigMap are. */
export const configPath = "/etc/kafka-config";

/** The file that a member reads, with what is its own. */
const propertiesFile = "/tmp/server.properties";

/**
 * Starts a member: writes its server.properties, formats volumes that are empty, and refuses those of another member. It becomes the
 * server's process, which so gets the signal to stop.
 */
export function startScript(settings: Kafka, role: Role, all: Role[]): string {
  return `${[
    "#!/bin/bash",
    "set -euo pipefail",
    `id=$((${role.firstId} + \${POD_NAME##*-}))`,
    `domain=$POD_NAMESPACE.svc.${settings.clusterDomain}`,
    `host=$POD_NAME.${role.headless}.$domain`,
    ...properties(settings, role),
    ...refusal(settings, role),
    ...(settings.mode === "kraft" ? [...membership(settings, role, all), ...format(settings, role, all)] : []),
    ...keepKeystore(settings),
    ...(settings.metrics.jmxExporter ? [agent] : []),
    "printf '%(%s)T' > /tmp/started",
    `exec /opt/kafka/bin/kafka-server-start.sh ${propertiesFile}`,
  ].join("\n")}\n`;
}

function properties(settings: Kafka, role: Role): string[] {
  const advertised = listenersOf(settings, role).map(({ name, purpose, port }) =>
    purpose === "external" ? `${name}://$outside` : `${name}://$host:${port}`,
  );
  const racked = role.broker && settings.rack;
  const certificate = certificateLines(settings);
  return [
    ...certificate.before,
    ...(racked ? [rack(settings)] : []),
    ...(role.broker && settings.external ? outside(settings.external, role.nodes.replicas) : []),
    "{",
    `  sed '/^${quorumKey}=/s/[$]{DOMAIN}/'"$domain"/g ${configPath}/server.properties`,
    `  echo "${settings.mode === "kraft" ? "node.id" : "broker.id"}=$id"`,
    `  echo "advertised.listeners=${advertised.join(",")}"`,
    ...(racked ? ['  echo "broker.rack=$ZONE"'] : []),
    ...certificate.property,
    `} > ${propertiesFile}`,
  ];
}

/** Brokers with a rack and brokers without make no topics together, so that one without does not start. */
function rack({ rack }: Kafka): string {
  const asked = rack === RackSource.nodeLabel;
  const without = asked
    ? `this pod's node has no label ${zoneLabel}`
    : `this pod has no label ${zoneLabel}: its node has none, or Kubernetes is older than 1.35`;
  return `${asked ? `ZONE=$(< ${zoneFile})\n` : ""}if [ -z "$ZONE" ]; then
  echo "${without}"
  echo "remedy: label the node and delete the pod, or take rack out of the settings"
  exit 1
fi`;
}

/** A broker's address for clients outside of Kubernetes; an IPv6 address of a node goes in brackets. */
function outside(external: KafkaExternal, brokers: number): string[] {
  const all = addresses(external, brokers).map(({ host = "$node", port }) => `"${host}:${port}"`);
  return [
    ...(external.host === undefined ? ["node=$NODE_IP", '[[ $node != *:* ]] || node="[$node]"'] : []),
    `addresses=(${all.join(" ")})`,
    "outside=${addresses[$id]}",
  ];
}

/** Ids of a volume never change: with others on it, the member would be a stranger to its own data. */
function refusal({ mode }: Kafka, role: Role): string[] {
  const wanted = mode === "kraft" ? '"cluster.id=$CLUSTER_ID" "node.id=$id"' : '"broker.id=$id"';
  return [
    "empty=",
    `for dir in ${logDirs(role).join(" ")}; do`,
    "  if [ ! -e $dir/meta.properties ]; then empty=1; continue; fi",
    `  for wanted in ${wanted}; do`,
    '    if ! grep -qxF "$wanted" $dir/meta.properties; then',
    '      echo "$dir belongs to another member: this one is $wanted, the volume says:"',
    "      cat $dir/meta.properties",
    '      echo "remedy: give the pod its own volume back, or delete the claim if its data is not needed"',
    "      exit 1",
    "    fi",
    "  done",
    "done",
  ];
}

/** Metrics never keep a broker from its work. */
const agent = `if [ -e "$JMX_EXPORTER_JAR" ]; then
  export KAFKA_OPTS="$KAFKA_OPTS -javaagent:$JMX_EXPORTER_JAR=${metricsPort}:${configPath}/jmx-exporter.yaml"
else
  echo "no metrics: there is no $JMX_EXPORTER_JAR"
fi`;
