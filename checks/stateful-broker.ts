import { Field } from "./field";
import { finding, judge, type Check, type RuleFacts } from "./finding";
import { recognise } from "./recognise";

export const statefulBrokerRule: RuleFacts = { id: "stateful-broker", severity: "high" };

/** A broker runs as a StatefulSet: only that keeps a member's name and volume together. */
export const checkStatefulBroker: Check<object> = (kind, object) =>
  judge(statefulBrokerRule, () => {
    const broker = kind === "StatefulSet" ? undefined : recognise(kind, new Field(object));
    if (!broker) return [];
    const message = `A ${broker.system} broker runs as a ${kind}: its pods have no lasting name and no volume of their own.`;
    return [
      finding(statefulBrokerRule, broker.container.path, message, "Run it as a StatefulSet with volumeClaimTemplates."),
    ];
  });
