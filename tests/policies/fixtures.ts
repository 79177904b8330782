import type { Resource } from "./support";

/** Labels that tell nothing of the system. */
export const labels = { "app.kubernetes.io/name": "mq", "app.kubernetes.io/instance": "orders" };

export const resources = {
  requests: { cpu: "500m", memory: "2Gi", "ephemeral-storage": "256Mi" },
  limits: { cpu: "2", memory: "2Gi", "ephemeral-storage": "2Gi" },
};

/** What the restricted Pod Security Standard and a read-only root ask of a container, and of its pod. */
export const securityContext = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  readOnlyRootFilesystem: true,
};
export const podSecurityContext = { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } };

/** A broker's container, good in every rule. */
export const container = {
  name: "rabbitmq",
  image: "rabbitmq:4.3-management",
  resources,
  securityContext,
  ports: [{ name: "amqp", containerPort: 5672 }],
  readinessProbe: { tcpSocket: { port: "amqp" } },
  lifecycle: { preStop: { exec: { command: ["rabbitmq-upgrade", "drain"] } } },
  volumeMounts: [{ name: "data", mountPath: "/var/lib/rabbitmq" }],
};

/** The volume of a broker's data, good in every rule. */
export const claim = {
  metadata: { name: "data" },
  spec: {
    accessModes: ["ReadWriteOnce"],
    storageClassName: "messaging",
    resources: { requests: { storage: "10Gi" } },
  },
};

/** Anti-affinity by host that is required and selects the pods themselves. */
export const term = { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: labels } };
export const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };

/** What every pod must say of itself. */
const goodPod = {
  containers: [container],
  securityContext: podSecurityContext,
  serviceAccountName: "rabbitmq",
  automountServiceAccountToken: false,
  terminationGracePeriodSeconds: 120,
};

/** A workload of any kind with a pod template. */
export function workload(kind: string, podSpec: object, spec: object = {}): Resource {
  return {
    type: `kubernetes:apps/v1:${kind}`,
    props: {
      apiVersion: "apps/v1",
      kind,
      metadata: { name: "rabbitmq", namespace: "messaging", labels },
      spec: { ...spec, template: { metadata: { labels }, spec: { ...goodPod, ...podSpec } } },
    },
  };
}

/** A StatefulSet of three brokers, good in every rule of a resource, but for what is given. */
export function statefulSet(podSpec: object = {}, spec: object = {}): Resource {
  const good = {
    replicas: 3,
    serviceName: "rabbitmq-headless",
    podManagementPolicy: "Parallel",
    selector: { matchLabels: labels },
  };
  return workload("StatefulSet", { affinity, ...podSpec }, { ...good, volumeClaimTemplates: [claim], ...spec });
}

export function budget(spec: object, metadata: object = {}): Resource {
  return {
    type: "kubernetes:policy/v1:PodDisruptionBudget",
    props: {
      metadata: { name: "rabbitmq", namespace: "messaging", ...metadata },
      spec: { selector: { matchLabels: labels }, ...spec },
    },
  };
}

export function configMap(data: object | string, metadata: object = {}): Resource {
  return {
    type: "kubernetes:core/v1:ConfigMap",
    props: { metadata: { name: "rabbitmq-config", namespace: "messaging", ...metadata }, data },
  };
}

/** A volume of the ConfigMap above. */
export const volumes = [{ name: "config", configMap: { name: "rabbitmq-config" } }];

export function networkPolicy(spec: object, metadata: object = {}): Resource {
  return {
    type: "kubernetes:networking.k8s.io/v1:NetworkPolicy",
    props: {
      metadata: { name: "rabbitmq", namespace: "messaging", ...metadata },
      spec: { podSelector: { matchLabels: labels }, policyTypes: ["Ingress"], ...spec },
    },
  };
}

/** A headless Service of the StatefulSet's pods, good in every rule. */
export function service(spec: object = {}, metadata: object = {}): Resource {
  const good = { clusterIP: "None", publishNotReadyAddresses: true, selector: labels, ports: [{ port: 5672 }] };
  return {
    type: "kubernetes:core/v1:Service",
    props: { metadata: { name: "rabbitmq-headless", namespace: "messaging", ...metadata }, spec: { ...good, ...spec } },
  };
}
