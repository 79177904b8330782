import { Field } from "./field";
import { finding, judge, type Check, type Finding, type RuleFacts } from "./finding";
import { recognise, type Broker } from "./recognise";
import type { System } from "./signs";
import { replicasOf } from "./workload";

export const gracefulShutdownRule: RuleFacts = { id: "graceful-shutdown", severity: "high" };

/** Least seconds that a broker has from the signal to its end, by system. */
export type GracefulShutdownSettings = Record<`${System}Seconds`, number>;

/** What Kubernetes gives a pod that says nothing. */
const defaultSeconds = 30;

/** A broker has the time to hand over what it leads, and RabbitMQ's nodes do so before they stop. */
export const checkGracefulShutdown: Check<GracefulShutdownSettings> = (kind, object, { settings }) =>
  judge(gracefulShutdownRule, () => {
    const root = new Field(object);
    const broker = recognise(kind, root);
    if (!broker) return [];
    const least = settings[`${broker.system}Seconds`];
    return [
      ...judge(gracefulShutdownRule, () => judgeSeconds(broker, least)),
      ...judge(gracefulShutdownRule, () => judgeHook(kind, root, broker)),
    ];
  });

function judgeSeconds({ template }: Broker, least: number): Finding[] {
  const field = template.get("spec", "terminationGracePeriodSeconds");
  const seconds = field.integer() ?? defaultSeconds;
  if (seconds >= least) return [];
  const said = field.present ? `is ${seconds}` : `is not set, so it is ${defaultSeconds}`;
  const message = `${field.path} ${said}; a broker that is killed while it hands over needs ${least} at least.`;
  return [finding(gracefulShutdownRule, field.path, message, `Set terminationGracePeriodSeconds: ${least}.`)];
}

/** Kafka and ZooKeeper hand over when they get the signal; RabbitMQ just stops, with the leaders of its queues. */
function judgeHook(kind: string, root: Field, { system, container }: Broker): Finding[] {
  if (system !== "rabbitmq" || kind !== "StatefulSet" || replicasOf(root) < 2) return [];
  const hook = container.get("lifecycle", "preStop");
  if (hook.get("exec").present || hook.get("httpGet").present) return [];
  const message = `${hook.path} does nothing, so the node stops with the leaders of its queues and whether or not a majority is left.`;
  const remedy =
    "Run rabbitmq-upgrade await_online_quorum_plus_one and rabbitmq-upgrade drain in a preStop hook, both with a timeout.";
  return [finding(gracefulShutdownRule, hook.path, message, remedy)];
}
