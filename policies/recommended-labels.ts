import { mendLabels } from "../checks/mend";
import { checkRecommendedLabels, recommendedLabelsRule } from "../checks/recommended-labels";
import { serverKinds } from "../checks/workload";
import type { Rule } from "./rule";

export const recommendedLabels: Rule = {
  ...recommendedLabelsRule,
  title: "Labels that everybody knows",
  description: "A broker and its pods have the labels app.kubernetes.io/name and app.kubernetes.io/instance.",
  remediation: "Add app.kubernetes.io/name and app.kubernetes.io/instance to the workload and to its pod template.",
  kinds: serverKinds,
  level: "advisory",
  settings: {},
  check: checkRecommendedLabels,
  mend: mendLabels,
};
