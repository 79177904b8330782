import { mendToken } from "../checks/mend";
import { checkServiceAccount, serviceAccountRule, type ServiceAccountSettings } from "../checks/service-account";
import { serverKinds } from "../checks/workload";
import type { Rule } from "./rule";

export const serviceAccount: Rule<ServiceAccountSettings> = {
  ...serviceAccountRule,
  title: "No token of the API for a broker",
  description: "A broker's pods hold no token of the Kubernetes API, unless a binding shows that they use it.",
  remediation:
    "Set automountServiceAccountToken: false in the pod's spec, and give the broker a ServiceAccount of its own.",
  kinds: serverKinds,
  joins: ["ServiceAccount", "RoleBinding", "ClusterRoleBinding"],
  settings: {
    ownAccount: {
      type: "string",
      enum: ["required", "optional"],
      default: "optional",
      description: "Whether a broker must have a ServiceAccount of its own.",
    },
  },
  check: checkServiceAccount,
  mend: mendToken,
};
