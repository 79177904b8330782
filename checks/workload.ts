import type { Field } from "./field";
import { parseBytes } from "./quantity";

/** Kinds whose pods these rules look into. */
export const workloadKinds: readonly string[] = [
  "StatefulSet",
  "Deployment",
  "DaemonSet",
  "ReplicaSet",
  "ReplicationController",
  "Job",
  "CronJob",
  "Pod",
];

/** Kinds that keep pods running; a Job's pod may have a broker's image to use its tools. */
export const serverKinds: readonly string[] = [
  "StatefulSet",
  "Deployment",
  "DaemonSet",
  "ReplicaSet",
  "ReplicationController",
  "Pod",
];

/** Our components, whose own arguments are judged before anything of them is made. */
export const componentKinds: readonly string[] = ["RabbitMQCluster", "ZooKeeperEnsemble", "KafkaCluster"];

/** The pod template of a workload: where `metadata.labels` and `spec` of its pods are. */
export function podTemplate(kind: string, object: Field): Field {
  if (kind === "Pod") return object;
  if (kind === "CronJob") return object.get("spec", "jobTemplate", "spec", "template");
  return object.get("spec", "template");
}

/** Containers and init containers, sidecars among them. */
export function allContainers(template: Field): Field[] {
  return [...template.get("spec", "containers").items(), ...template.get("spec", "initContainers").items()];
}

/** How many pods there are; Kubernetes takes an absent number for one. */
export function replicasOf(object: Field): number {
  return object.get("spec", "replicas").integer() ?? 1;
}

/** The namespace; an object without one goes to the default namespace of the provider, all such to the same. */
export function namespaceOf(object: Field): string {
  return object.get("metadata", "namespace").text() ?? "default";
}

/** Name of the account that a pod runs as; the second field is the first's old name. */
export function accountOf(podSpec: Field): string {
  return podSpec.get("serviceAccountName").text() ?? podSpec.get("serviceAccount").text() ?? "default";
}

/** Fields that name the ConfigMaps a pod takes files from. */
export const mountedConfigMaps = (template: Field): Field[] => mounted(template, "configMap", "name");

/** Fields that name the Secrets a pod takes files from. */
export const mountedSecrets = (template: Field): Field[] => mounted(template, "secret", "secretName");

/** @param key under which a volume of that kind has the name; a source among several has it under `name`. */
function mounted(template: Field, kind: string, key: string): Field[] {
  return template
    .get("spec", "volumes")
    .items()
    .flatMap((volume) => [
      volume.get(kind, key),
      ...volume
        .get("projected", "sources")
        .items()
        .map((source) => source.get(kind, "name")),
    ])
    .filter((name) => name.present);
}

/**
 * Bytes of the volumes that a StatefulSet claims, as far as they are written down; undefined when none is.
 * @param counts whether a claim of this name counts.
 */
export function claimedBytes(workload: Field, counts: (name: string) => boolean): number | undefined {
  const sizes = workload
    .get("spec", "volumeClaimTemplates")
    .items()
    .filter((claim) => counts(claim.get("metadata", "name").text() ?? ""))
    .flatMap((claim) => parseBytes(claim.get("spec", "resources", "requests", "storage").scalar() ?? "") ?? []);
  return sizes.length === 0 ? undefined : sizes.reduce((sum, size) => sum + size, 0);
}
