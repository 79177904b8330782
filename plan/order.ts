/** A Kubernetes object and the objects that must be there before it. */
export interface Ordered {
  id: string;
  kind: string;
  namespace: string;
  name: string;
  /** Ids; those of other things are ignored. */
  after: string[];
}

/** What others need comes first; a kind that is not listed (custom resources) comes last. */
const kinds = [
  "CustomResourceDefinition",
  "Namespace",
  "PriorityClass",
  "StorageClass",
  "ResourceQuota",
  "LimitRange",
  "ServiceAccount",
  "ClusterRole",
  "ClusterRoleBinding",
  "Role",
  "RoleBinding",
  "NetworkPolicy",
  "Secret",
  "ConfigMap",
  "PersistentVolume",
  "PersistentVolumeClaim",
  "Service",
  "PodDisruptionBudget",
  "DaemonSet",
  "Pod",
  "ReplicaSet",
  "Deployment",
  "StatefulSet",
  "Job",
  "CronJob",
  "HorizontalPodAutoscaler",
  "Ingress",
];

const rank = (kind: string): number => (kinds.indexOf(kind) + kinds.length + 1) % (kinds.length + 1);
const key = (item: Ordered): string => `${item.kind} ${item.namespace} ${item.name} ${item.id}`;
const compare = (a: Ordered, b: Ordered): number => rank(a.kind) - rank(b.kind) || (key(a) < key(b) ? -1 : 1);

/** The order in which to apply `items`: by kind and name, but nothing before what it depends on. */
export function applyOrder<T extends Ordered>(items: readonly T[]): T[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const result = new Set<T>();
  const path = new Set<T>();
  const place = (item: T): void => {
    if (result.has(item)) return;
    if (path.has(item)) throw new Error(`${[...path, item].map(({ id }) => id).join(" needs ")}`);
    path.add(item);
    const needed = item.after.flatMap((id) => byId.get(id) ?? []);
    needed.sort(compare).forEach(place);
    path.delete(item);
    result.add(item);
  };
  [...items].sort(compare).forEach(place);
  return [...result];
}
