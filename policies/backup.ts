import { backupRule, checkBackup, type BackupSettings } from "../checks/backup";
import { serverKinds } from "../checks/workload";
import type { Rule } from "./rule";

/** A key of a label or an annotation. */
const pattern = "^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$";

export const backup: Rule<BackupSettings> = {
  ...backupRule,
  title: "Volumes that are backed up",
  description: "A broker with volumes is marked for the tool that backs them up.",
  remediation: "Set the annotation or the label that the cluster's backup tool reads, on the pod template.",
  kinds: serverKinds,
  joins: ["PersistentVolumeClaim"],
  level: "disabled",
  settings: {
    annotation: {
      type: "string",
      pattern,
      default: "backup.velero.io/backup-volumes",
      description: "Annotation of the pods that lists the volumes to be backed up.",
    },
    label: {
      type: "string",
      pattern,
      default: "dataprotection",
      description: "Label of the workload or its pods that the backup tool selects by.",
    },
  },
  check: checkBackup,
};
