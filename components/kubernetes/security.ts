import type { types } from "@pulumi/kubernetes";

/**
 * What Pod Security `restricted` asks of a pod.
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function podSecurity(id: number): types.input.core.v1.PodSecurityContext {
  return {
    runAsNonRoot: true,
    runAsUser: id,
    runAsGroup: id,
    fsGroup: id,
    // A volume of many files is not walked again at each start.
    fsGroupChangePolicy: "OnRootMismatch",
    seccompProfile: { type: "RuntimeDefault" },
  };
}

/** What it asks of a container, and a root file system that nobody can write to. */
export const containerSecurity: types.input.core.v1.SecurityContext = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
};
