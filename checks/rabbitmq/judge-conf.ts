import { finding, type Finding } from "../finding";
import { isBefore } from "../image";
import type { Source } from "../settings";
import { groupSizeProblem, isReplicated, rabbitmqReplicationRule, type Deployment } from "./rule";

type Judgement = (value: string, deployment: Deployment) => [problem: string, remedy: string] | undefined;

/** What rabbitmq.conf may say against replication, by key. */
const judgements: [key: RegExp, judgement: Judgement][] = [
  [
    /^default_queue_type$/,
    (value) => (isReplicated(value) ? undefined : ["makes queues that are on one node only", "Set it to quorum."]),
  ],
  [
    /^cluster_partition_handling$/,
    (value, { version }) =>
      /^pause_/.test(value) || (version && !isBefore(version, 4, 3))
        ? undefined
        : ["lets both sides of a network partition go on by themselves", "Set it to pause_minority."],
  ],
  [
    /^quorum_queue\.initial_cluster_size$/,
    (value, deployment) => {
      const problem = groupSizeProblem(Number(value), deployment);
      return problem === undefined ? undefined : [problem, "Leave it out, or set it to 3 or 5."];
    },
  ],
  [/^ha[-_]/, () => ["is no key of rabbitmq.conf, so the broker does not start", "Remove it and use quorum queues."]],
  [
    /^default_policies\..*\.ha_/,
    (_, { version }) =>
      isBefore(version, 4, 0)
        ? undefined
        : ["mirrors classic queues, which RabbitMQ 4.0 no longer does", "Remove it and use quorum queues."],
  ],
];

/** Judges what a rabbitmq.conf, or another place with its keys, says of replication. */
export function judgeConf(source: Source, deployment: Deployment): Finding[] {
  return source.keys().flatMap((key) => {
    const judgement = judgements.find(([pattern]) => pattern.test(key))?.[1];
    const given = judgement && source.get(key);
    const result = given && judgement(given.value, deployment);
    return result
      ? [finding(rabbitmqReplicationRule, given.path, `${knownKey(key)} in ${given.path} ${result[0]}.`, result[1])]
      : [];
  });
}

/** The key as far as the broker names it; a part that people name themselves is left out. */
function knownKey(key: string): string {
  return key.replace(/^(default_policies\.\w+)\..*\.(?=ha_)/, "$1.*.").replace(/^(ha[-_]).*/, "$1*");
}
