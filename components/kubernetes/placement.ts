import type { types } from "@pulumi/kubernetes";
import { zoneLabel } from "./labels";
import type { DedicatedNodesSettings, Strictness } from "./settings";

type PodSpec = types.input.core.v1.PodSpec;

/** Placement settings with the defaults in. */
export interface Placement {
  antiAffinity: Strictness;
  zones: Strictness;
  dedicatedNodes?: DedicatedNodesSettings | undefined;
  priorityClassName?: string | undefined;
}

/** The part of a pod's spec that says where it runs: apart from its peers, over the zones, on the nodes set apart for it. */
export function placement(
  settings: Placement,
  matchLabels: Record<string, string>,
  replicas: number,
): Partial<PodSpec> {
  const { dedicatedNodes, priorityClassName } = settings;
  return {
    ...((replicas > 1 || dedicatedNodes) && {
      affinity: {
        ...(replicas > 1 && { podAntiAffinity: podAntiAffinity(settings.antiAffinity, matchLabels) }),
        ...(dedicatedNodes && { nodeAffinity: nodeAffinity(dedicatedNodes) }),
      },
    }),
    ...(replicas > 1 && { topologySpreadConstraints: [zoneSpread(settings.zones, matchLabels, replicas)] }),
    ...(dedicatedNodes && { tolerations: [toleration(dedicatedNodes)] }),
    ...(priorityClassName && { priorityClassName }),
  };
}

function podAntiAffinity(
  strictness: Strictness,
  matchLabels: Record<string, string>,
): types.input.core.v1.PodAntiAffinity {
  const term = { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels } };
  return strictness === "required"
    ? { requiredDuringSchedulingIgnoredDuringExecution: [term] }
    : { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }] };
}

function zoneSpread(
  zones: Strictness,
  matchLabels: Record<string, string>,
  replicas: number,
): types.input.core.v1.TopologySpreadConstraint {
  return {
    topologyKey: zoneLabel,
    maxSkew: 1,
    labelSelector: { matchLabels },
    // Many clusters have no zone labels; there a hard rule would leave every pod Pending.
    whenUnsatisfiable: zones === "required" ? "DoNotSchedule" : "ScheduleAnyway",
    // Without it two zones would do, and the loss of the fuller one would take the majority.
    ...(zones === "required" && { minDomains: Math.min(replicas, 3) }),
  };
}

function nodeAffinity({ label, value }: DedicatedNodesSettings): types.input.core.v1.NodeAffinity {
  const expression =
    value === undefined ? { key: label, operator: "Exists" } : { key: label, operator: "In", values: [value] };
  return {
    requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [expression] }] },
  };
}

function toleration({ label, value }: DedicatedNodesSettings): types.input.core.v1.Toleration {
  return value === undefined ? { key: label, operator: "Exists" } : { key: label, operator: "Equal", value };
}
