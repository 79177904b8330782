import {
  checkDeletionProtection,
  deletionProtectionRule,
  protectedKinds,
  type DeletionProtectionSettings,
} from "../checks/deletion-protection";
import type { Rule } from "./rule";

export const deletionProtection: Rule<DeletionProtectionSettings> = {
  ...deletionProtectionRule,
  title: "What holds data is not deleted by accident",
  description: "StatefulSets with claims, claims, Namespaces and Secrets have the option protect.",
  remediation: "Give the resource the option protect: true, or switch the policy off where stacks come and go.",
  kinds: protectedKinds,
  level: "disabled",
  settings: {
    secrets: {
      type: "string",
      enum: ["required", "optional"],
      default: "required",
      description: "Whether Secrets must be protected too.",
    },
  },
  check: checkDeletionProtection,
};
