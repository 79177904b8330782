import type { Resource } from "./support";

/** Labels that tell nothing of the system. */
export const labels = { "app.kubernetes.io/name": "mq", "app.kubernetes.io/instance": "orders" };

export const resources = { requests: { cpu: "500m", memory: "2Gi" }, limits: { cpu: "2", memory: "2Gi" } };

/** A broker's container, good in every rule. */
export const container = { name: "rabbitmq", image: "rabbitmq:4.3-management", resources };

/** Anti-affinity by host that is required and selects the pods themselves. */
export const term = { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: labels } };
export const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };

/** A workload of any kind with a pod template. */
export function workload(kind: string, podSpec: object, spec: object = {}): Resource {
  return {
    type: `kubernetes:apps/v1:${kind}`,
    props: {
      metadata: { name: "rabbitmq", namespace: "messaging", labels },
      spec: { ...spec, template: { metadata: { labels }, spec: { containers: [container], ...podSpec } } },
    },
  };
}

/** A StatefulSet of three brokers, good in every rule of a resource, but for what is given. */
export function statefulSet(podSpec: object = {}, spec: object = {}): Resource {
  return workload("StatefulSet", { affinity, ...podSpec }, { replicas: 3, serviceName: "rabbitmq-headless", ...spec });
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
