import { checkReadOnlyRoot, readOnlyRootRule } from "../checks/read-only-root";
import { workloadKinds } from "../checks/workload";
import type { Rule } from "./rule";

export const readOnlyRoot: Rule = {
  ...readOnlyRootRule,
  title: "A root filesystem nobody writes",
  description: "Every container's root filesystem is read-only.",
  remediation: "Set securityContext.readOnlyRootFilesystem: true on each container, with volumes where it writes.",
  kinds: workloadKinds,
  level: "advisory",
  settings: {},
  check: checkReadOnlyRoot,
};
