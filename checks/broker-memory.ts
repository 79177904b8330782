import { membersOf } from "./component";
import { Field } from "./field";
import { finding, judge, type Check, type Finding, type RuleFacts } from "./finding";
import { parseMilli } from "./quantity";
import { recognise } from "./recognise";
import { componentKinds } from "./workload";

export const brokerMemoryRule: RuleFacts = { id: "broker-memory", severity: "medium" };

/** A broker's memory request equals its limit: what its watermark and heap are computed from is there in earnest. */
export const checkBrokerMemory: Check<object> = (kind, object) =>
  judge(brokerMemoryRule, () => {
    const root = new Field(object);
    const owners = componentKinds.includes(kind)
      ? membersOf(kind, root).map(({ args }) => args)
      : [recognise(kind, root)?.container];
    return owners.flatMap((owner) => (owner ? judge(brokerMemoryRule, () => judgeOwner(owner)) : []));
  });

function judgeOwner(owner: Field): Finding[] {
  const request = owner.get("resources", "requests", "memory");
  const limit = owner.get("resources", "limits", "memory");
  const [requested, limited] = [request.scalar(), limit.scalar()];
  // What is missing or no quantity is the business of container-resources.
  if (requested === undefined || limited === undefined) return [];
  if (parseMilli(requested) === parseMilli(limited)) return [];
  const message = `${request.path} is not the same as the limit, so under pressure the node evicts or kills the broker first.`;
  return [finding(brokerMemoryRule, request.path, message, "Set the broker's memory request to its limit.")];
}
