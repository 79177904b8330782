import { durablesOf, type Durable } from "./claims";
import { Field } from "./field";
import { finding, judge, type Check, type Finding, type RuleFacts } from "./finding";
import { recognise, type Broker } from "./recognise";

export const backupRule: RuleFacts = { id: "backup", severity: "medium" };

/** Limits of the rule. */
export interface BackupSettings {
  /** Annotation of the pods with the volumes to be backed up. */
  annotation: string;
  /** Label of the workload or its pods that a backup tool selects by. */
  label: string;
}

/** A broker with volumes is marked for the tool that backs them up. */
export const checkBackup: Check<BackupSettings> = (kind, object, { settings, stack }) =>
  judge(backupRule, () => {
    const root = new Field(object);
    const broker = recognise(kind, root);
    const durables = broker ? durablesOf(root, broker, stack) : [];
    if (!broker || durables.length === 0) return [];
    return [...excluded(root, broker), ...marks(broker, root, settings, durables)];
  });

const exclusion = "velero.io/exclude-from-backup";

function labelled({ template }: Broker, root: Field, key: string): Field[] {
  return [root, template].map((holder) => holder.get("metadata", "labels", key));
}

function excluded(root: Field, broker: Broker): Finding[] {
  return labelled(broker, root, exclusion)
    .filter((label) => label.text() === "true")
    .map(({ path }) =>
      finding(backupRule, path, `${path} keeps the broker out of every backup.`, "Take the label away."),
    );
}

function marks(broker: Broker, root: Field, { annotation, label }: BackupSettings, durables: Durable[]): Finding[] {
  const listed = broker.template.get("metadata", "annotations", annotation);
  const written = listed.text();
  if (written === undefined) {
    if (labelled(broker, root, label).some((one) => (one.text() ?? "") !== "")) return [];
    const message = `Neither ${listed.path} nor the label ${label} is set, so no backup takes the broker's volumes.`;
    return [finding(backupRule, listed.path, message, "Set the one that the cluster's backup tool reads.")];
  }
  const names = written.split(",").map((name) => name.trim());
  const left = durables.filter(({ name }) => !names.includes(name));
  if (left.length === 0) return [];
  const message = `${listed.path} leaves out ${left.length} of ${durables.length} volumes with the broker's data.`;
  return [finding(backupRule, listed.path, message, "List every volume that the broker keeps data on.")];
}
