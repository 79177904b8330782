import {
  checkGracefulShutdown,
  gracefulShutdownRule,
  type GracefulShutdownSettings,
} from "../checks/graceful-shutdown";
import { serverKinds } from "../checks/workload";
import { mendGracePeriod } from "../checks/mend";
import type { Rule } from "./rule";

export const gracefulShutdown: Rule<GracefulShutdownSettings> = {
  ...gracefulShutdownRule,
  title: "A broker stops in its own time",
  description: "A broker has the time to hand over what it leads, and RabbitMQ's nodes do so before they stop.",
  remediation:
    "Set terminationGracePeriodSeconds: 120 (ZooKeeper: 30), and for RabbitMQ a preStop hook that waits for a quorum and drains.",
  kinds: serverKinds,
  settings: {
    rabbitmqSeconds: seconds("RabbitMQ", 120),
    kafkaSeconds: seconds("Kafka", 120),
    zookeeperSeconds: seconds("ZooKeeper", 30),
  },
  check: checkGracefulShutdown,
  mend: mendGracePeriod,
};

function seconds(system: string, least: number) {
  const description = `Least terminationGracePeriodSeconds of ${system}.`;
  return { type: "integer" as const, minimum: 0, default: least, description };
}
