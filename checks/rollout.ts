import { Field } from "./field";
import { finding, judge, type Check, type Finding, type RuleFacts } from "./finding";
import { votes } from "./quorum-replicas";
import { recognise } from "./recognise";
import { replicasOf } from "./workload";

export const rolloutRule: RuleFacts = { id: "rollout", severity: "low" };

/** Members that elect a leader start together, and a change reaches all of them. */
export const checkRollout: Check<object> = (kind, object, { stack }) =>
  judge(rolloutRule, () => {
    const root = new Field(object);
    const broker = kind === "StatefulSet" ? recognise(kind, root) : undefined;
    if (!broker || replicasOf(root) === 0) return [];
    return [
      ...judge(rolloutRule, () => (replicasOf(root) > 1 && votes(root, broker, stack) ? judgeStart(root) : [])),
      ...judge(rolloutRule, () => judgeUpdate(root.get("spec", "updateStrategy"))),
    ];
  });

function judgeStart(workload: Field): Finding[] {
  const policy = workload.get("spec", "podManagementPolicy");
  if (policy.text() === "Parallel") return [];
  const message = `${policy.path} is not Parallel: after a full stop the first member may wait for one that starts only when it is ready.`;
  return [finding(rolloutRule, policy.path, message, "Set it to Parallel; rollouts go one by one all the same.")];
}

function judgeUpdate(strategy: Field): Finding[] {
  const [type, partition] = [strategy.get("type"), strategy.get("rollingUpdate", "partition")];
  if (type.text() === "OnDelete") {
    const message = `${type.path} is OnDelete, so a change, also one that mends a hole, waits for somebody to delete each pod.`;
    return [finding(rolloutRule, type.path, message, "Set it to RollingUpdate, unless an operator deletes the pods.")];
  }
  const kept = partition.integer() ?? 0;
  if (kept === 0) return [];
  const message = `${partition.path} is ${kept}, so the members below that number keep what they run.`;
  return [finding(rolloutRule, partition.path, message, "Set it to 0 when the first members have shown what they do.")];
}
