import { checkZoneSpread, zoneSpreadRule, type ZoneSpreadSettings } from "../checks/zone-spread";
import type { Rule } from "./rule";

export const zoneSpread: Rule<ZoneSpreadSettings> = {
  ...zoneSpreadRule,
  title: "Members in different zones",
  description: "The members of a message system, three or more, are also spread over the zones.",
  remediation:
    "Add a topologySpreadConstraint with topologyKey topology.kubernetes.io/zone and maxSkew 1 that selects the pods.",
  kinds: ["StatefulSet"],
  level: "advisory",
  settings: {
    allowPreferred: {
      type: "boolean",
      default: true,
      description: "Accept a preferred anti-affinity or a ScheduleAnyway spread, which the scheduler may set aside.",
    },
  },
  check: checkZoneSpread,
};
