import { Field } from "../field";
import { finding, judge, type Check, type RuleFacts } from "../finding";
import { recognise } from "../recognise";
import { replicasOf } from "../workload";
import { isBroker, rolesOf } from "./roles";
import { kafkaSettings } from "./settings";

export const rackAwarenessRule: RuleFacts = { id: "rack-awareness", severity: "medium" };

const zoneKey = /^(topology\.kubernetes\.io|failure-domain\.beta\.kubernetes\.io)\/zone$/;

/** Kafka's brokers know their zone when they are spread over several, so that a partition's replicas are, too. */
export const checkRackAwareness: Check<object> = (kind, object, { stack }) =>
  judge(rackAwarenessRule, () => {
    const workload = new Field(object);
    const broker = recognise(kind, workload);
    if (broker?.system !== "kafka" || replicasOf(workload) < 2) return [];
    const spread = zoneRules(broker.template).find((rule) => zoneKey.test(rule.get("topologyKey").text() ?? ""));
    if (!spread) return [];
    const settings = kafkaSettings(workload, broker, stack);
    if (!isBroker(rolesOf(settings)) || settings.get("broker.rack")) return [];
    const message = `Brokers are spread over zones (${spread.path}), and broker.rack is not set: all replicas of a partition may be in one zone.`;
    return [finding(rackAwarenessRule, spread.path, message, "Set broker.rack to the zone of the broker's node.")];
  });

function zoneRules(template: Field): Field[] {
  const antiAffinity = template.get("spec", "affinity", "podAntiAffinity");
  return [
    ...template.get("spec", "topologySpreadConstraints").items(),
    ...antiAffinity.get("requiredDuringSchedulingIgnoredDuringExecution").items(),
    ...antiAffinity
      .get("preferredDuringSchedulingIgnoredDuringExecution")
      .items()
      .map((weighted) => weighted.get("podAffinityTerm")),
  ];
}
