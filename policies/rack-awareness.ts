import { checkRackAwareness, rackAwarenessRule } from "../checks/kafka/rack";
import type { Rule } from "./rule";

export const rackAwareness: Rule = {
  ...rackAwarenessRule,
  title: "Brokers know their zone",
  description:
    "Kafka's brokers that are spread over zones are told theirs, so that a partition's replicas are spread, too.",
  remediation: "Set broker.rack to the zone of the broker's node.",
  kinds: ["StatefulSet"],
  level: "advisory",
  joins: ["ConfigMap", "Secret"],
  settings: {},
  check: checkRackAwareness,
};
