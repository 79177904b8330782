import type { types } from "@pulumi/kubernetes";
import type { Resources } from "./rules";

/**
 * Resources of a server, and what it takes of its node's disk: logs and temporary files, since its data is on volumes. The request keeps
 * it from being the first that a node with a full disk evicts; the limit is above what the pod's `emptyDir` volumes may hold, so that a
 * server meets their end and not its own.
 * https://kubernetes.io/docs/concepts/storage/ephemeral-storage/
 */
export function withNodeDisk({ requests, limits }: Resources): types.input.core.v1.ResourceRequirements {
  return {
    requests: { ...requests, "ephemeral-storage": "256Mi" },
    limits: { ...limits, "ephemeral-storage": "2Gi" },
  };
}
