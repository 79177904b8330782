import { agedKinds, checkCurrentApis, currentApisRule } from "../checks/current-apis";
import type { Rule } from "./rule";

export const currentApis: Rule = {
  ...currentApisRule,
  title: "API versions that are served",
  description: "An object is of an API version that Kubernetes still serves.",
  remediation: "Write the API version that followed: apps/v1, policy/v1, batch/v1, networking.k8s.io/v1.",
  kinds: agedKinds,
  settings: {},
  check: checkCurrentApis,
};
