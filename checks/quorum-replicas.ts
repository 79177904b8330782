import { membersOf } from "./component";
import { Field } from "./field";
import { finding, judge, type Check, type Finding, type RuleFacts } from "./finding";
import { ensembleSize } from "./quorum-members";
import { recognise, type Broker } from "./recognise";
import { rolesOf } from "./kafka/roles";
import { kafkaSettings } from "./kafka/settings";
import type { Stack } from "./stack";
import { componentKinds } from "./workload";

export const quorumReplicasRule: RuleFacts = { id: "quorum-replicas", severity: "high" };

/** Limits of the rule. */
export interface QuorumReplicasSettings {
  /** Least number of members of a message system. */
  minReplicas: number;
}

const systems: Record<string, string> = { rabbitmq: "RabbitMQ", zookeeper: "ZooKeeper", kafka: "Kafka" };

/** A message system has at least the configured number of members, and an odd one where they vote. */
export const checkQuorumReplicas: Check<QuorumReplicasSettings> = (kind, object, { settings, stack }) =>
  judge(quorumReplicasRule, () => {
    const root = new Field(object);
    if (componentKinds.includes(kind)) {
      return membersOf(kind, root).flatMap(({ args, vote }) => {
        const replicas = args.get("replicas");
        return replicas.present ? judgeReplicas(replicas, replicas.integer() ?? 1, vote, kind, settings) : [];
      });
    }
    const broker = kind === "StatefulSet" ? recognise(kind, root) : undefined;
    if (!broker) return [];
    const replicas = root.get("spec", "replicas");
    const members = ensembleSize(root, broker, stack) ?? replicas.integer() ?? 1;
    return judgeReplicas(replicas, members, votes(root, broker, stack), systems[broker.system] ?? "", settings);
  });

function judgeReplicas(
  { path }: Field,
  replicas: number,
  voting: boolean,
  system: string,
  { minReplicas }: QuorumReplicasSettings,
): Finding[] {
  // Scaled to nothing on purpose: there is nothing to lose.
  if (replicas === 0) return [];
  if (replicas < minReplicas) {
    const message = `${system} has ${replicas} of at least ${minReplicas} members (${path}).`;
    return [finding(quorumReplicasRule, path, message, `Set ${path} to ${odd(minReplicas)} or more.`)];
  }
  if (!voting || replicas % 2 === 1) return [];
  const message = `${system} has ${replicas} members, an even number: it survives no more failures than ${replicas - 1} (${path}).`;
  return [
    finding(
      quorumReplicasRule,
      path,
      message,
      `Set ${path} to ${replicas - 1 >= minReplicas ? `${replicas - 1} or ` : ""}${replicas + 1}.`,
    ),
  ];
}

const odd = (number: number): number => (number % 2 === 1 ? number : number + 1);

/** Kafka's brokers alone do not vote; controllers do. Without roles it is the ZooKeeper mode, where ZooKeeper votes. */
export function votes(workload: Field, broker: Broker, stack?: Stack): boolean {
  return broker.system !== "kafka" || rolesOf(kafkaSettings(workload, broker, stack)).includes("controller");
}
