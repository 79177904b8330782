/** Checks of other tools that ask what a rule of ours asks, at least in part. */
export const equivalents: Record<string, Record<string, string[]>> = {
  "node-spread": { "kube-score": ["statefulset-has-host-podantiaffinity"] },
  "container-resources": {
    "kube-score": ["container-resources"],
    Checkov: ["CKV_K8S_10", "CKV_K8S_11", "CKV_K8S_12", "CKV_K8S_13"],
  },
  "broker-memory": { "kube-score": ["container-memory-requests-equal-limits"] },
  "ephemeral-storage": { "kube-score": ["container-ephemeral-storage-request-and-limit"] },
  "disruption-budget": { "kube-score": ["statefulset-has-poddisruptionbudget"] },
  "health-probes": { "kube-score": ["pod-probes", "pod-probes-identical"], Checkov: ["CKV_K8S_8", "CKV_K8S_9"] },
  "headless-service": { "kube-score": ["statefulset-has-servicename"] },
  "pod-security": {
    "kube-score": ["container-security-context-privileged", "container-seccomp-profile"],
    Checkov: [
      ...["CKV_K8S_16", "CKV_K8S_17", "CKV_K8S_18", "CKV_K8S_19", "CKV_K8S_20", "CKV_K8S_23", "CKV_K8S_25"],
      ...["CKV_K8S_26", "CKV_K8S_27", "CKV_K8S_28", "CKV_K8S_31", "CKV_K8S_37"],
    ],
  },
  "read-only-root": {
    "kube-score": ["container-security-context-readonlyrootfilesystem"],
    Checkov: ["CKV_K8S_22"],
  },
  "service-account": { Checkov: ["CKV_K8S_38"] },
  rbac: { Checkov: ["CKV_K8S_49", "CKV_K8S_155", "CKV_K8S_157", "CKV_K8S_158"] },
  "image-pinned": { "kube-score": ["container-image-tag"], Checkov: ["CKV_K8S_14"] },
  "network-isolation": { "kube-score": ["pod-networkpolicy"], Checkov: ["CKV2_K8S_6"] },
  "own-namespace": { Checkov: ["CKV_K8S_21"] },
  "service-exposure": { "kube-score": ["service-type"] },
  "current-apis": { "kube-score": ["stable-version"] },
  "broker-secrets": { Checkov: ["CKV_K8S_35"] },
};

/** Rules that judge every workload or object; the others judge message systems. */
export const general = ["container-resources", "pod-security", "read-only-root", "image-pinned", "current-apis"];
