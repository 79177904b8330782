import { servers, type Listener } from "../listeners";
import { hosts, type Role } from "../roles";
import { memberProperties, tlsPath } from "../security";

/** Where a Job's own files are. */
export const scratch = "/tmp";

/**
 * Beginning of a Job's script: waits for the brokers, and makes `tool` call one of Kafka's tools as a member of the cluster, by the
 * brokers' own certificate where they ask for one.
 */
export function toolsScript(to: Listener, brokers: Role[]): string {
  return [
    "#!/bin/bash",
    "set -euo pipefail",
    "umask 077",
    `brokers="${brokers.flatMap(hosts).join(" ")}"`,
    `port=${to.port}`,
    `servers=${servers(brokers, to)}`,
    `cat > ${scratch}/tool.properties <<END`,
    ...(to.protocol === "PLAINTEXT" ? [] : memberProperties(`${scratch}/keystore.pem`)),
    "END",
    ...(to.protocol === "PLAINTEXT" ? [] : [`cat ${tlsPath}/tls.key ${tlsPath}/tls.crt > ${scratch}/keystore.pem`]),
    functions,
  ].join("\n");
}

const functions = String.raw`
export KAFKA_HEAP_OPTS="-Xmx96m -XX:+UseSerialGC -XX:TieredStopAtLevel=1" KAFKA_JVM_PERFORMANCE_OPTS=-Xshare:auto LOG_DIR=/tmp

tool() { "/opt/kafka/bin/$1.sh" --bootstrap-server "$servers" --command-config /tmp/tool.properties "$${"{@:2}"}" < /dev/null; }

for broker in $brokers; do
  until (exec 3<>"/dev/tcp/$broker/$port") 2> /dev/null; do sleep 1; done
done
`;
