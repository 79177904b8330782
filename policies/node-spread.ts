import { checkSpread, spreadRule, type SpreadSettings } from "../checks/spread";
import type { Rule } from "./rule";

export const nodeSpread: Rule<SpreadSettings> = {
  ...spreadRule,
  title: "Replicas on different nodes",
  description: "The replicas of a StatefulSet are kept on different nodes.",
  remediation:
    "Add a required podAntiAffinity term (or a topologySpreadConstraint with DoNotSchedule and maxSkew 1) with " +
    "topologyKey kubernetes.io/hostname and a labelSelector that matches the pod template's own labels.",
  kinds: ["StatefulSet", "RabbitMQCluster", "ZooKeeperEnsemble", "KafkaCluster"],
  settings: {
    allowPreferred: {
      type: "boolean",
      default: false,
      description: "Accept a preferred anti-affinity or a ScheduleAnyway spread, which the scheduler may set aside.",
    },
  },
  check: checkSpread,
};
