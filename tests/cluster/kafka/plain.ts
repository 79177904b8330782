import images from "../../../components/images.json";
import { listOf } from "../support/clients";

/** Three combined nodes of the newest Kafka with a server.properties of somebody's, and nothing around them. */
export interface Plain {
  /** Keys and values, without those that say who a node is. */
  properties: Record<string, string | number | boolean>;
  resources: object;
  heap: string;
  /** Options of the Java VM besides the heap. @default those of Kafka's own script */
  jvm?: string;
}

/** Official image of the newest Kafka. */
export const image = images.kafka.versions["4.3"];

const hosts = [0, 1, 2].map((i) => `kafka-${i}.kafka`);

/** Manifest of the cluster, whose StatefulSet and headless Service are `kafka`. */
export function plain({ properties, resources, heap, jvm }: Plain): string {
  const labels = { app: "kafka" };
  const ports = [9092, 9093].map((port) => ({ name: `p${port}`, port }));
  const service = { clusterIP: "None", publishNotReadyAddresses: true, selector: labels, ports };
  const env = {
    KAFKA_HEAP_OPTS: `-Xms${heap} -Xmx${heap}`,
    LOG_DIR: "/tmp",
    ...(jvm && { KAFKA_JVM_PERFORMANCE_OPTS: jvm }),
  };
  const container = {
    name: "kafka",
    image,
    imagePullPolicy: "IfNotPresent",
    command: ["bash", "-ec", script(properties)],
    env: Object.entries(env).map(([name, value]) => ({ name, value })),
    resources,
    readinessProbe: { tcpSocket: { port: 9092 }, periodSeconds: 2 },
    volumeMounts: [{ name: "data", mountPath: "/data" }],
  };
  const term = { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: labels } };
  const podSpec = {
    securityContext: { runAsUser: 1000, fsGroup: 1000 },
    affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } },
    containers: [container],
  };
  const claim = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };
  const spec = {
    serviceName: "kafka",
    replicas: hosts.length,
    podManagementPolicy: "Parallel",
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: podSpec },
    volumeClaimTemplates: [{ metadata: { name: "data" }, spec: claim }],
  };
  const metadata = { name: "kafka" };
  return listOf([
    { apiVersion: "v1", kind: "Service", metadata, spec: service },
    { apiVersion: "apps/v1", kind: "StatefulSet", metadata, spec },
  ]);
}

function script(properties: Plain["properties"]): string {
  const all = {
    ...properties,
    "process.roles": "broker,controller",
    "node.id": "$id",
    "controller.quorum.voters": hosts.map((host, i) => `${i}@${host}:9093`).join(","),
    listeners: "PLAINTEXT://:9092,CONTROLLER://:9093",
    "advertised.listeners": "PLAINTEXT://$HOSTNAME.kafka:9092",
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
    "log.dirs": "/data/d",
  };
  const lines = Object.entries(all).map(([key, value]) => `${key}=${value}`);
  return [
    "id=${HOSTNAME##*-}",
    `cat > /tmp/s.properties <<P\n${lines.join("\n")}\nP`,
    "/opt/kafka/bin/kafka-storage.sh format -t 4L6g3nShT-eMCtK--X86sw -c /tmp/s.properties --ignore-formatted",
    "exec /opt/kafka/bin/kafka-server-start.sh /tmp/s.properties",
  ].join("\n");
}
