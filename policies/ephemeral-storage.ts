import { checkEphemeralStorage, ephemeralStorageRule } from "../checks/ephemeral-storage";
import { serverKinds } from "../checks/workload";
import type { Rule } from "./rule";

export const ephemeralStorage: Rule = {
  ...ephemeralStorageRule,
  title: "A share of the node's disk",
  description: "A broker's container requests and limits ephemeral storage, and emptyDir volumes fit the limit.",
  remediation: "Set requests and limits of ephemeral-storage on the broker's container.",
  kinds: serverKinds,
  level: "advisory",
  settings: {},
  check: checkEphemeralStorage,
};
