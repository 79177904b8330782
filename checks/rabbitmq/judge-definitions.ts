import type { Field } from "../field";
import { finding, judge, type Finding } from "../finding";
import { isBefore } from "../image";
import { parseDefinitions, policyDefinitions, vhostQueueType } from "./definitions";
import { groupSizeProblem, isReplicated, rabbitmqReplicationRule, type Deployment } from "./rule";

/** Judges what a definitions file says of replication. */
export function judgeDefinitions(file: Field, deployment: Deployment): Finding[] {
  const definitions = parseDefinitions(file);
  const each = (fields: Field[], one: (field: Field, deployment: Deployment) => Finding[]) =>
    fields.flatMap((field) => judge(rabbitmqReplicationRule, () => one(field, deployment)));
  return [
    ...each(definitions.get("vhosts").items(), judgeVhost),
    ...each(definitions.get("queues").items(), judgeQueue),
    ...each(policyDefinitions(definitions), judgePolicy),
  ];
}

function judgeVhost(vhost: Field): Finding[] {
  const type = vhostQueueType(vhost);
  if (!type || isReplicated(type.text() ?? "")) return [];
  return [report(type.path, "makes queues that are on one node only", "Set it to quorum, or leave it out.")];
}

function judgeQueue(queue: Field, deployment: Deployment): Finding[] {
  const type = queue.get("arguments", "x-queue-type");
  const size = queue.get("arguments", "x-quorum-initial-group-size");
  // A queue that is not durable cannot be of another type, whatever the default.
  const classic = type.present ? !isReplicated(type.text() ?? "") : queue.get("durable").isFalse();
  if (classic) {
    if (deployment.settings.classicQueues === "accepted") return [];
    return [
      report(
        queue.path,
        "is a classic queue: its messages are on one node only",
        'Declare it durable with x-queue-type "quorum" or "stream".',
      ),
    ];
  }
  const problem = size.present ? groupSizeProblem(size.integer() ?? 0, deployment) : undefined;
  return problem === undefined ? [] : [report(size.path, problem, "Leave it out, or set it to 3 or 5.")];
}

function judgePolicy(definition: Field, { version }: Deployment): Finding[] {
  const mirrored = definition.entries().some(([key]) => key.startsWith("ha-"));
  if (!mirrored || isBefore(version, 4, 0)) return [];
  return [
    report(
      definition.path,
      "mirrors classic queues, which RabbitMQ 4.0 no longer does",
      "Remove its ha-* keys and use quorum queues.",
    ),
  ];
}

function report(path: string, problem: string, remedy: string): Finding {
  return finding(rabbitmqReplicationRule, path, `${path} ${problem}.`, remedy);
}
