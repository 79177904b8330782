import { durablesOf } from "./claims";
import { Field } from "./field";
import { distinct, finding, judge, type Check, type Finding, type RuleFacts } from "./finding";
import { recognise } from "./recognise";
import type { Stack } from "./stack";
import { namespaceOf } from "./workload";

export const storageClassRule: RuleFacts = { id: "storage-class", severity: "medium" };

/** Limits of the rule. */
export interface StorageClassSettings {
  /** Whether a claim may leave the class to the cluster. */
  defaultClass: "refused" | "accepted";
}

/** A broker's claims are of a class that somebody chose, whose volumes stay and can grow. */
export const checkStorageClass: Check<StorageClassSettings> = (kind, object, { settings, stack }) =>
  judge(storageClassRule, () => {
    const root = new Field(object);
    const broker = recognise(kind, root);
    const durables = broker ? durablesOf(root, broker, stack) : [];
    const findings = durables.flatMap(({ claim, shared }) => {
      if (!claim) return [];
      const volumes = () => volumesOf(claim, shared, root, stack);
      return [
        ...judge(storageClassRule, () => judgeClass(claim, settings, stack)),
        ...judge(storageClassRule, () => volumes().flatMap(judgeVolume)),
      ];
    });
    return distinct(findings);
  });

/** The class that a claim names; an annotation was the way before there was a field. */
function classOf(claim: Field): Field {
  const annotation = claim.get("metadata", "annotations", "volume.beta.kubernetes.io/storage-class");
  return annotation.present ? annotation : claim.get("spec", "storageClassName");
}

function judgeClass(claim: Field, { defaultClass }: StorageClassSettings, stack?: Stack): Finding[] {
  const named = classOf(claim);
  const name = named.text();
  const classes = stack?.ofKind("StorageClass", "default") ?? [];
  const own = classes.find((one) =>
    name === undefined ? isDefault(one) : one.get("metadata", "name").text() === name,
  );
  if (own) return [...judge(storageClassRule, () => judgeReclaim(own)), ...judgeExpansion(own)];
  if (name !== undefined || defaultClass === "accepted") return [];
  const message = `${named.path} is not set, so whatever the cluster's default class is that day decides how fast the disk is and whether it stays.`;
  return [
    finding(storageClassRule, named.path, message, "Name the class; an empty name is for volumes that are there."),
  ];
}

const isDefault = (storageClass: Field): boolean =>
  storageClass.get("metadata", "annotations", "storageclass.kubernetes.io/is-default-class").text() === "true";

function judgeReclaim(storageClass: Field): Finding[] {
  const policy = storageClass.get("reclaimPolicy");
  if ((policy.text() ?? "Delete") !== "Delete") return [];
  const how = policy.present ? "is Delete" : "is not set, which is Delete";
  const message = `${policy.path} ${how}: whoever deletes the namespace or a claim deletes the messages.`;
  return [finding(storageClassRule, policy.path, message, "Set reclaimPolicy: Retain, in a class for brokers.")];
}

function judgeExpansion(storageClass: Field): Finding[] {
  const allowed = storageClass.get("allowVolumeExpansion");
  if (allowed.isTrue()) return [];
  const message = `${allowed.path} is not true, so a disk that is full cannot grow.`;
  return [finding(storageClassRule, allowed.path, message, "Set allowVolumeExpansion: true where the driver can.")];
}

/** Volumes of the stack that are kept for the claim, or of its class. */
function volumesOf(claim: Field, shared: boolean, root: Field, stack?: Stack): Field[] {
  const own = claim.get("metadata", "name").text() ?? "";
  const isOurs = (name: string) =>
    shared ? name === own : name.startsWith(`${own}-${root.get("metadata", "name").text() ?? ""}-`);
  const className = classOf(claim).text() ?? "";
  return (stack?.ofKind("PersistentVolume", "default") ?? []).filter((volume) => {
    const reference = volume.get("spec", "claimRef");
    if (!reference.present) return className !== "" && volume.get("spec", "storageClassName").text() === className;
    const namespace = reference.get("namespace").text() ?? "default";
    return namespace === namespaceOf(root) && isOurs(reference.get("name").text() ?? "");
  });
}

function judgeVolume(volume: Field): Finding[] {
  const policy = volume.get("spec", "persistentVolumeReclaimPolicy");
  if ((policy.text() ?? "Retain") === "Retain") return [];
  const message = `${policy.path} is not Retain: the volume goes with its claim, and the messages with it.`;
  return [finding(storageClassRule, policy.path, message, "Set persistentVolumeReclaimPolicy: Retain.")];
}
