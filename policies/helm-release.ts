import { checkHelmRelease, helmReleaseRule, releaseKind } from "../checks/helm-release";
import type { Rule } from "./rule";

export const helmRelease: Rule = {
  ...helmReleaseRule,
  title: "A broker's chart can be seen",
  description: "Tells of a Helm Release of a message system, whose workloads no policy sees.",
  remediation: "Use the resource Chart, whose resources are judged, or judge the rendered chart with npm run audit.",
  kinds: [releaseKind],
  level: "advisory",
  settings: {},
  check: checkHelmRelease,
};
