import { brokerMemoryRule, checkBrokerMemory } from "../checks/broker-memory";
import { componentKinds, serverKinds } from "../checks/workload";
import type { Rule } from "./rule";

export const brokerMemory: Rule = {
  ...brokerMemoryRule,
  title: "A broker's memory is guaranteed",
  description: "A broker's memory request equals its memory limit.",
  remediation: "Set resources.requests.memory of the broker's container to resources.limits.memory.",
  kinds: [...serverKinds, ...componentKinds],
  settings: {},
  check: checkBrokerMemory,
};
