/**
 * The kind of an API's object, as the rules name it: `StatefulSet` for what Kubernetes brings along, with its group for
 * a custom resource, `Kafka.kafka.strimzi.io`, since several operators have a `Kafka` or a `KafkaCluster`.
 * @param apiVersion as an object says it: `v1`, `apps/v1`, `kafka.strimzi.io/v1`.
 */
export function kindOf(apiVersion: string, kind: string): string {
  const group = apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
  return isBuiltIn(group) ? kind : `${kind}.${group}`;
}

/** The kind that a type token of Pulumi's names: `kubernetes:apps/v1:StatefulSet`, `messaging:index:KafkaCluster`; else nothing. */
export function kindOfToken(token: string): string {
  const [, apiVersion, kind] = /^kubernetes:([^:]+):(\w+)$/.exec(token) ?? [];
  if (apiVersion !== undefined && kind !== undefined) return kindOf(apiVersion, kind);
  return /^messaging:index:(\w+)$/.exec(token)?.[1] ?? "";
}

/** Groups of Kubernetes' own: `apps`, `policy`, `networking.k8s.io`. */
const isBuiltIn = (group: string): boolean => !group.includes(".") || group.endsWith(".k8s.io");
