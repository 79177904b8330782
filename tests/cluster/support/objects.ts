/** The parts of Kubernetes objects that the tests read. */
export interface Named {
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    uid: string;
    generation?: number;
    resourceVersion: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    deletionTimestamp?: string;
  };
}

export interface List<T> {
  items: T[];
}

export interface ContainerStatus {
  name: string;
  ready: boolean;
  restartCount: number;
  state?: Record<string, { reason?: string; message?: string }>;
}

/** Something that is or is not so. */
export interface Condition {
  type: string;
  status: string;
  message?: string;
}

export interface Pod extends Named {
  spec: { nodeName?: string; containers: { name: string; image: string }[] };
  status: {
    phase: string;
    podIP?: string;
    conditions?: Condition[];
    containerStatuses?: ContainerStatus[];
    initContainerStatuses?: ContainerStatus[];
  };
}

export interface StatefulSet extends Named {
  spec: { replicas: number; serviceName: string; selector: { matchLabels: Record<string, string> } };
  status: { readyReplicas?: number; observedGeneration?: number; currentRevision?: string; updateRevision?: string };
}

export interface Job extends Named {
  status: { conditions?: Condition[] };
}

export interface Secret extends Named {
  type: string;
  data?: Record<string, string>;
}

export interface Event extends Named {
  reason: string;
  message: string;
  type: string;
  count?: number;
  involvedObject: { kind: string; name: string };
}

/** True when the pod serves and is not on its way out. */
export function isReady(pod: Pod): boolean {
  const ready = pod.status.conditions?.some(({ type, status }) => type === "Ready" && status === "True");
  return ready === true && pod.metadata.deletionTimestamp === undefined;
}

/** Times the containers of a pod were started again. */
export function restarts(pod: Pod): number {
  return (pod.status.containerStatuses ?? []).reduce((sum, { restartCount }) => sum + restartCount, 0);
}
