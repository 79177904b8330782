import { checkStatefulBroker, statefulBrokerRule } from "../checks/stateful-broker";
import { serverKinds } from "../checks/workload";
import type { Rule } from "./rule";

export const statefulBroker: Rule = {
  ...statefulBrokerRule,
  title: "A broker is a StatefulSet",
  description: "A broker runs as a StatefulSet, with a lasting name and a volume of its own.",
  remediation: "Replace the workload by a StatefulSet with volumeClaimTemplates and a headless Service.",
  kinds: serverKinds.filter((kind) => kind !== "StatefulSet"),
  settings: {},
  check: checkStatefulBroker,
};
