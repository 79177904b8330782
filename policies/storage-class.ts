import { checkStorageClass, storageClassRule, type StorageClassSettings } from "../checks/storage-class";
import { serverKinds } from "../checks/workload";
import type { Rule } from "./rule";

export const storageClass: Rule<StorageClassSettings> = {
  ...storageClassRule,
  title: "A class of volumes that stay and grow",
  description: "A broker's claims name their class; it and the volumes in the stack keep data and can grow.",
  remediation: "Name a storage class with reclaimPolicy: Retain and allowVolumeExpansion: true.",
  kinds: serverKinds,
  joins: ["PersistentVolumeClaim", "StorageClass", "PersistentVolume"],
  level: "advisory",
  settings: {
    defaultClass: {
      type: "string",
      enum: ["refused", "accepted"],
      default: "refused",
      description: "Whether a claim may leave the class to the cluster.",
    },
  },
  check: checkStorageClass,
};
