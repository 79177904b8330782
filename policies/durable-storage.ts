import { checkDurableStorage, durableStorageRule, type DurableStorageSettings } from "../checks/durable-storage";
import { serverKinds } from "../checks/workload";
import type { Rule } from "./rule";

export const durableStorage: Rule<DurableStorageSettings> = {
  ...durableStorageRule,
  title: "Data on a claim that stays",
  description: "A broker's data is on a claim of its own, which stays when the StatefulSet goes.",
  remediation:
    "Mount a volumeClaimTemplate with accessModes: [ReadWriteOnce] and a size where the broker keeps its data, and " +
    "leave persistentVolumeClaimRetentionPolicy out or at Retain.",
  kinds: serverKinds,
  joins: ["PersistentVolumeClaim", "ConfigMap"],
  settings: {
    allowDelete: {
      type: "boolean",
      default: false,
      description: "Accept that claims are deleted with their StatefulSet or when it is scaled down.",
    },
  },
  check: checkDurableStorage,
};
