import { all, remove, set, type Mutation } from "./edit";

const rabbitmq = "StatefulSet/rabbitmq";
const kafka = "StatefulSet/kafka";
const controller = "StatefulSet/kafka-controller";
const pod = "/spec/template/spec";
const container = `${pod}/containers/0`;
const term = `${pod}/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/0`;

const placement: Mutation[] = [
  ["RabbitMQ without anti-affinity", remove(rabbitmq, `${pod}/affinity`), ["node-spread"]],
  ["Kafka without anti-affinity", remove(kafka, `${pod}/affinity`), ["node-spread"]],
  ["controllers without anti-affinity", remove(controller, `${pod}/affinity`), ["node-spread"]],
  ["anti-affinity by zone", set(rabbitmq, `${term}/topologyKey`, "topology.kubernetes.io/zone"), ["node-spread"]],
  [
    "anti-affinity to other pods",
    set(kafka, `${term}/labelSelector/matchLabels/app.kubernetes.io~1instance`, "other"),
    ["node-spread"],
  ],
  ["RabbitMQ not spread over zones", remove(rabbitmq, `${pod}/topologySpreadConstraints`), ["zone-spread"]],
  ["Kafka not spread over zones", remove(kafka, `${pod}/topologySpreadConstraints`), ["zone-spread"]],
  [
    "zones of other pods",
    set(
      controller,
      `${pod}/topologySpreadConstraints/0/labelSelector/matchLabels/app.kubernetes.io~1instance`,
      "other",
    ),
    ["zone-spread"],
  ],
  ["the system's priority", set(rabbitmq, `${pod}/priorityClassName`, "system-node-critical"), ["priority-class"]],
];

const memory = (request: string, limit: string) =>
  all(
    set(kafka, `${container}/resources/requests/memory`, request),
    set(kafka, `${container}/resources/limits/memory`, limit),
  );

const resources: Mutation[] = [
  ["no CPU limit", remove(rabbitmq, `${container}/resources/limits/cpu`), ["container-resources"]],
  ["no CPU request", remove(kafka, `${container}/resources/requests/cpu`), ["container-resources"]],
  ["no memory request", remove(controller, `${container}/resources/requests/memory`), ["container-resources"]],
  ["no memory limit", remove(kafka, `${container}/resources/limits/memory`), ["container-resources", "jvm-heap"]],
  [
    "an init container without resources",
    remove(rabbitmq, `${pod}/initContainers/0/resources`),
    ["container-resources"],
  ],
  ["a Job without resources", remove("Job/rabbitmq-import", `${container}/resources`), ["container-resources"]],
  ["a CPU request above the limit", set(kafka, `${container}/resources/requests/cpu`, "4"), ["container-resources"]],
  ["500 cores", set(rabbitmq, `${container}/resources/limits/cpu`, "500"), ["container-resources"]],
  [
    "half of RabbitMQ's memory requested",
    set(rabbitmq, `${container}/resources/requests/memory`, "1Gi"),
    ["broker-memory"],
  ],
  ["half of Kafka's memory requested", set(kafka, `${container}/resources/requests/memory`, "1Gi"), ["broker-memory"]],
  ["a limit that the heap does not fit in", memory("1200Mi", "1200Mi"), ["jvm-heap"]],
  [
    "no share of the node's disk requested",
    remove(rabbitmq, `${container}/resources/requests/ephemeral-storage`),
    ["ephemeral-storage"],
  ],
  [
    "no limit of the node's disk",
    remove(kafka, `${container}/resources/limits/ephemeral-storage`),
    ["ephemeral-storage"],
  ],
  [
    "a limit that the temporary files do not fit in",
    set(kafka, `${container}/resources/limits/ephemeral-storage`, "1000Mi"),
    ["ephemeral-storage"],
  ],
  ["memory in thousandths of a byte", memory("2048m", "2048m"), ["container-resources", "jvm-heap"]],
];

const security: Mutation[] = [
  ["root is allowed", set(rabbitmq, `${pod}/securityContext/runAsNonRoot`, false), ["pod-security"]],
  ["it does not say that root is not allowed", remove(kafka, `${pod}/securityContext/runAsNonRoot`), ["pod-security"]],
  ["root", set(kafka, `${pod}/securityContext/runAsUser`, 0), ["pod-security"]],
  ["no seccomp profile", remove(controller, `${pod}/securityContext/seccompProfile`), ["pod-security"]],
  ["seccomp unconfined", set(rabbitmq, `${pod}/securityContext/seccompProfile/type`, "Unconfined"), ["pod-security"]],
  [
    "privileges may grow",
    set(rabbitmq, `${container}/securityContext/allowPrivilegeEscalation`, true),
    ["pod-security"],
  ],
  [
    "privileges are not said not to grow",
    remove(kafka, `${container}/securityContext/allowPrivilegeEscalation`),
    ["pod-security"],
  ],
  ["capabilities are kept", remove(kafka, `${container}/securityContext/capabilities`), ["pod-security"]],
  [
    "a capability is added",
    set(rabbitmq, `${container}/securityContext/capabilities/add`, ["NET_ADMIN"]),
    ["pod-security"],
  ],
  [
    "an init container is privileged",
    set(rabbitmq, `${pod}/initContainers/0/securityContext/privileged`, true),
    ["pod-security"],
  ],
  ["the node's network", set(kafka, `${pod}/hostNetwork`, true), ["pod-security"]],
  [
    "a folder of the node",
    set(controller, `${pod}/volumes/-`, { name: "node", hostPath: { path: "/" } }),
    ["pod-security"],
  ],
  ["a port of the node", set(rabbitmq, `${container}/ports/0/hostPort`, 5672), ["pod-security"]],
  [
    "a Job's pod keeps capabilities",
    remove("Job/kafka-topics", `${container}/securityContext/capabilities`),
    ["pod-security"],
  ],
  [
    "RabbitMQ's root file system is writable",
    set(rabbitmq, `${container}/securityContext/readOnlyRootFilesystem`, false),
    ["read-only-root"],
  ],
  [
    "an init container's too",
    remove(rabbitmq, `${pod}/initContainers/0/securityContext/readOnlyRootFilesystem`),
    ["read-only-root"],
  ],
  ["a token in Kafka's pods", set(kafka, `${pod}/automountServiceAccountToken`, true), ["service-account"]],
];

const lifecycle: Mutation[] = [
  ["RabbitMQ has 30 seconds to stop", set(rabbitmq, `${pod}/terminationGracePeriodSeconds`, 30), ["graceful-shutdown"]],
  ["Kafka's time to stop is left out", remove(kafka, `${pod}/terminationGracePeriodSeconds`), ["graceful-shutdown"]],
  ["RabbitMQ is not drained", remove(rabbitmq, `${container}/lifecycle`), ["graceful-shutdown"]],
  [
    "no readiness, no startup probe",
    all(remove(rabbitmq, `${container}/readinessProbe`), remove(rabbitmq, `${container}/startupProbe`)),
    ["health-probes"],
  ],
  [
    "alive is ready",
    set(kafka, `${container}/livenessProbe`, { tcpSocket: { port: "client" }, periodSeconds: 2 }),
    ["health-probes"],
  ],
  [
    "a probe of a port that there is not",
    set(rabbitmq, `${container}/readinessProbe/tcpSocket/port`, "ampq"),
    ["health-probes"],
  ],
  ["the latest RabbitMQ", set(rabbitmq, `${container}/image`, "rabbitmq:latest"), ["image-pinned"]],
  ["Kafka without a tag", set(kafka, `${container}/image`, "apache/kafka"), ["image-pinned"]],
  ["an init container without a tag", set(rabbitmq, `${pod}/initContainers/0/image`, "busybox"), ["image-pinned"]],
];

/** Changes of pods. */
export const podMutations: Mutation[] = [...placement, ...resources, ...security, ...lifecycle];
