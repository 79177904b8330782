import { Field } from "./field";
import { finding, judge, type Check, type RuleFacts } from "./finding";

export const currentApisRule: RuleFacts = { id: "current-apis", severity: "medium" };

const workloads = { "extensions/v1beta1": "1.16", "apps/v1beta1": "1.16", "apps/v1beta2": "1.16" };
const access = { "rbac.authorization.k8s.io/v1beta1": "1.22", "rbac.authorization.k8s.io/v1alpha1": "1.22" };

/**
 * API versions that Kubernetes no longer serves, with the release that stopped, by kind.
 * https://kubernetes.io/docs/reference/using-api/deprecation-guide/
 */
const removed: Record<string, Record<string, string>> = {
  StatefulSet: workloads,
  Deployment: workloads,
  DaemonSet: workloads,
  ReplicaSet: workloads,
  CronJob: { "batch/v1beta1": "1.25", "batch/v2alpha1": "1.21" },
  PodDisruptionBudget: { "policy/v1beta1": "1.25" },
  NetworkPolicy: { "extensions/v1beta1": "1.16" },
  Ingress: { "extensions/v1beta1": "1.22", "networking.k8s.io/v1beta1": "1.22" },
  IngressClass: { "networking.k8s.io/v1beta1": "1.22" },
  PodSecurityPolicy: { "extensions/v1beta1": "1.16", "policy/v1beta1": "1.25" },
  Role: access,
  RoleBinding: access,
  ClusterRole: access,
  ClusterRoleBinding: access,
  PriorityClass: { "scheduling.k8s.io/v1beta1": "1.22", "scheduling.k8s.io/v1alpha1": "1.22" },
  StorageClass: { "storage.k8s.io/v1beta1": "1.22" },
  HorizontalPodAutoscaler: { "autoscaling/v2beta1": "1.25", "autoscaling/v2beta2": "1.26" },
  EndpointSlice: { "discovery.k8s.io/v1beta1": "1.25" },
  CustomResourceDefinition: { "apiextensions.k8s.io/v1beta1": "1.22" },
};

/** Kinds that once had another API version. */
export const agedKinds: readonly string[] = Object.keys(removed);

const successors: Record<string, string> = { extensions: "apps/v1", autoscaling: "autoscaling/v2" };
const successorsOfKind: Record<string, string> = {
  Ingress: "networking.k8s.io/v1",
  NetworkPolicy: "networking.k8s.io/v1",
};

/** The object is of an API version that clusters still serve. */
export const checkCurrentApis: Check<object> = (kind, object) =>
  judge(currentApisRule, () => {
    const field = new Field(object).get("apiVersion");
    const version = field.text() ?? "";
    const release = removed[kind]?.[version];
    if (release === undefined) return [];
    const message = `${field.path} ${version} of a ${kind} is not served since Kubernetes ${release}.`;
    return [finding(currentApisRule, field.path, message, remedy(kind, version.split("/")[0] ?? ""))];
  });

function remedy(kind: string, group: string): string {
  if (kind === "PodSecurityPolicy") return "Label the namespace for Pod Security admission in its place.";
  return `Write ${successorsOfKind[kind] ?? successors[group] ?? `${group}/v1`}.`;
}
