import { checkHealthProbes, healthProbesRule } from "../checks/health-probes";
import { serverKinds } from "../checks/workload";
import type { Rule } from "./rule";

export const healthProbes: Rule = {
  ...healthProbesRule,
  title: "Probes that tell what they should",
  description: "A broker tells when it can serve, and is restarted only when its process is stuck.",
  remediation:
    "Add a readinessProbe of the client port; leave the livenessProbe out or let it ask for the process alone.",
  kinds: serverKinds,
  settings: {},
  check: checkHealthProbes,
};
