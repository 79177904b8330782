import { checkServiceExposure, serviceExposureRule, type ServiceExposureSettings } from "../checks/service-exposure";
import { serverKinds } from "../checks/workload";
import type { Rule } from "./rule";

export const serviceExposure: Rule<ServiceExposureSettings> = {
  ...serviceExposureRule,
  title: "Brokers stay inside the cluster",
  description: "From outside of the cluster only encrypted client ports are reached, and by known networks.",
  remediation: "Make the Service a ClusterIP, or expose an encrypted client port alone, to networks that are named.",
  kinds: ["Service", "Ingress"],
  joins: ["ConfigMap", "NetworkPolicy", ...serverKinds],
  settings: {
    encryptedPorts: {
      type: "string",
      enum: ["ranges", "refused", "accepted"],
      default: "ranges",
      description: "Whether encrypted client ports may be exposed: to networks that are named, never, or to all.",
    },
  },
  check: checkServiceExposure,
};
