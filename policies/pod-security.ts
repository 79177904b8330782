import { mendSeccomp } from "../checks/mend";
import { checkPodSecurity, podSecurityRule } from "../checks/pod-security/check";
import { workloadKinds } from "../checks/workload";
import type { Rule } from "./rule";

export const podSecurity: Rule = {
  ...podSecurityRule,
  title: "Pods are restricted",
  description: 'Pods keep to the level "restricted" of the Pod Security Standards.',
  remediation:
    "Set runAsNonRoot and seccompProfile in the pod's securityContext, allowPrivilegeEscalation: false and " +
    "capabilities.drop: [ALL] in each container's, and use nothing of the node.",
  kinds: workloadKinds,
  settings: {},
  check: checkPodSecurity,
  mend: mendSeccomp,
};
