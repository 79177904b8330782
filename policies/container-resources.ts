import { checkResources, resourcesRule, type ResourcesSettings } from "../checks/resources";
import { componentKinds, workloadKinds } from "../checks/workload";
import type { Rule } from "./rule";

export const containerResources: Rule<ResourcesSettings> = {
  ...resourcesRule,
  title: "Requests and limits",
  description: "Every container and init container has CPU and memory requests and limits of a sane size.",
  remediation: "Set resources.requests and resources.limits with cpu and memory on each container and init container.",
  kinds: [...workloadKinds, ...componentKinds],
  settings: {
    cpuLimit: {
      type: "string",
      enum: ["required", "optional"],
      default: "required",
      description: "Whether a container must have a CPU limit.",
    },
  },
  check: checkResources,
};
