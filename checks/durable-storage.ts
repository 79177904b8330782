import { durablesOf, type Durable } from "./claims";
import { dataDirectories } from "./data-directories";
import { Field } from "./field";
import { finding, judge, type Check, type Finding, type RuleFacts } from "./finding";
import { parseMilli } from "./quantity";
import { recognise, type Broker } from "./recognise";
import type { Stack } from "./stack";
import { replicasOf } from "./workload";

export const durableStorageRule: RuleFacts = { id: "durable-storage", severity: "critical" };

/** Limits of the rule. */
export interface DurableStorageSettings {
  /** Accept that claims are deleted with their StatefulSet or their pod's number. */
  allowDelete: boolean;
}

/** A broker's data is on a claim of its own, which stays when the StatefulSet goes. */
export const checkDurableStorage: Check<DurableStorageSettings> = (kind, object, { settings, stack }) =>
  judge(durableStorageRule, () => {
    const root = new Field(object);
    const broker = recognise(kind, root);
    if (!broker) return [];
    return [
      ...judge(durableStorageRule, () => judgeVolumes(root, broker, stack)),
      ...judge(durableStorageRule, () => (settings.allowDelete ? [] : judgeRetention(root))),
    ];
  });

function judgeVolumes(root: Field, broker: Broker, stack?: Stack): Finding[] {
  const durables = durablesOf(root, broker, stack);
  const where = broker.container.get("volumeMounts").path;
  if (durables.length === 0) {
    const message = `${where} has no volume of a claim, so the broker's data goes with its pod.`;
    return [
      finding(durableStorageRule, where, message, "Mount a volumeClaimTemplate where the broker keeps its data."),
    ];
  }
  const outside = dataDirectories(root, broker, stack).filter(
    ({ value }) => !durables.some(({ mountPath }) => isBelow(value, mountPath, broker.container)),
  );
  return [
    ...outside.map(({ path }) => {
      const message = `The data directory that ${path} names is on no claim, so the broker's data goes with its pod.`;
      return finding(durableStorageRule, path, message, "Name a directory on a volume of a claim.");
    }),
    ...durables.flatMap((durable) => judge(durableStorageRule, () => judgeClaim(root, durable))),
  ];
}

/** Whether a directory is on the volume, and on no other that is mounted further below. */
function isBelow(directory: string, mountPath: string, container: Field): boolean {
  const within = (path: string) => `${directory}/`.startsWith(`${path.replace(/\/$/, "")}/`);
  const nearest = container
    .get("volumeMounts")
    .items()
    .map((mount) => mount.get("mountPath").text() ?? "")
    .filter(within)
    .sort((a, b) => b.length - a.length)[0];
  return nearest === mountPath;
}

function judgeClaim(root: Field, { claim, shared }: Durable): Finding[] {
  const findings: Finding[] = [];
  const refuse = (path: string, message: string, remedy: string) =>
    findings.push(finding(durableStorageRule, path, message, remedy));
  if (shared && replicasOf(root) > 1) {
    const message = `The ${replicasOf(root)} members share one claim, so they are bound to one node or spoil each other's data.`;
    refuse(
      "spec.template.spec.volumes",
      message,
      "Use volumeClaimTemplates, which give each member a claim of its own.",
    );
  }
  if (!claim) return findings;
  const modes = claim.get("spec", "accessModes");
  const single = modes.items().every((mode) => /^ReadWriteOnce(Pod)?$/.test(mode.text() ?? ""));
  if (!modes.present || !single) {
    const message = `${modes.path} is not ReadWriteOnce or ReadWriteOncePod alone, so two pods may write the same data.`;
    refuse(modes.path, message, "Set accessModes: [ReadWriteOnce].");
  }
  const storage = claim.get("spec", "resources", "requests", "storage");
  if ((parseMilli(storage.scalar() ?? "") ?? 0n) < 1000n) {
    refuse(storage.path, `${storage.path} is no size.`, "Write a size with a binary suffix: 20Gi.");
  }
  return findings;
}

function judgeRetention(root: Field): Finding[] {
  const policy = root.get("spec", "persistentVolumeClaimRetentionPolicy");
  return ["whenDeleted", "whenScaled"]
    .map((when) => policy.get(when))
    .filter((field) => field.text() === "Delete")
    .map(({ path }) => {
      const message = `${path} is Delete, so the claims go with the StatefulSet or the member, and the messages with them.`;
      return finding(durableStorageRule, path, message, "Set it to Retain, or leave it out.");
    });
}
