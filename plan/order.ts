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

/** The order in which to apply `items`: by kind and name, but nothing before what it depends on; what waits for another kind comes with that. */
export function applyOrder<T extends Ordered>(items: readonly T[]): T[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const needed = (item: T): T[] => item.after.flatMap((id) => byId.get(id) ?? []);
  const turns = turnsOf(items, needed);
  const inTurn = (a: T, b: T): number => (turns.get(a) ?? 0) - (turns.get(b) ?? 0) || compare(a, b);
  const result = new Set<T>();
  const place = (item: T): void => {
    if (result.has(item)) return;
    needed(item).sort(inTurn).forEach(place);
    result.add(item);
  };
  [...items].sort(inTurn).forEach(place);
  return [...result];
}

/** The turn of each: that of its kind, or of the last kind that it waits for. */
function turnsOf<T extends Ordered>(items: readonly T[], needed: (item: T) => T[]): Map<T, number> {
  const turns = new Map<T, number>();
  const path = new Set<T>();
  const turn = (item: T): number => {
    const known = turns.get(item);
    if (known !== undefined) return known;
    if (path.has(item)) throw new Error(`${[...path, item].map(({ id }) => id).join(" needs ")}`);
    path.add(item);
    const found = Math.max(rank(item.kind), ...needed(item).map(turn));
    path.delete(item);
    turns.set(item, found);
    return found;
  };
  items.forEach(turn);
  return turns;
}
