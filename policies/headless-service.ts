import { checkHeadlessService, headlessServiceRule } from "../checks/headless-service";
import type { Rule } from "./rule";

export const headlessService: Rule = {
  ...headlessServiceRule,
  title: "Members have names",
  description:
    "A StatefulSet's serviceName is a headless Service of its pods, which gives members a name before they are ready.",
  remediation:
    "Name a Service with clusterIP: None that selects the pods, with publishNotReadyAddresses: true for a message system.",
  kinds: ["StatefulSet"],
  joins: ["Service"],
  settings: {},
  check: checkHeadlessService,
};
