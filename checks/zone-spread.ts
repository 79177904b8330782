import { Field } from "./field";
import { finding, judge, type Check, type RuleFacts } from "./finding";
import { recognise } from "./recognise";
import { hardRules, softRules, survey } from "./topology";
import { replicasOf } from "./workload";

export const zoneSpreadRule: RuleFacts = { id: "zone-spread", severity: "medium" };

/** Limits of the rule. */
export interface ZoneSpreadSettings {
  /** Accept a preferred anti-affinity or a soft spread: in a cluster without zones a hard one keeps every pod waiting. */
  allowPreferred: boolean;
}

const zone = "topology.kubernetes.io/zone";

/** The members of a message system, three or more, are also spread over the zones. */
export const checkZoneSpread: Check<ZoneSpreadSettings> = (kind, object, { settings: { allowPreferred } }) =>
  judge(zoneSpreadRule, () => {
    const root = new Field(object);
    const broker = kind === "StatefulSet" ? recognise(kind, root) : undefined;
    if (!broker || replicasOf(root) < 3) return [];
    const { template } = broker;
    const rules = [...hardRules(template), ...(allowPreferred ? softRules(template) : [])];
    const found = survey(rules, zone, root);
    if (found.good > 0) return [];
    if (found.unreadable) throw found.unreadable;
    const why = found.missed ? `${found.missed} selects other pods than their own` : "nothing spreads them by zone";
    const message = `A zone that fails may take a majority of the ${replicasOf(root)} members along: ${why}.`;
    return [finding(zoneSpreadRule, found.missed ?? "spec.template.spec.topologySpreadConstraints", message, remedy)];
  });

const remedy =
  `Add a topologySpreadConstraint with topologyKey ${zone}, maxSkew 1 ` +
  "and a labelSelector that matches the pod template's labels.";
