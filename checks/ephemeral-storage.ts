import { Field } from "./field";
import { finding, judge, type Check, type Finding, type RuleFacts } from "./finding";
import { formatBytes, parseBytes } from "./quantity";
import { recognise, type Broker } from "./recognise";

export const ephemeralStorageRule: RuleFacts = { id: "ephemeral-storage", severity: "low" };

/** A broker says how much of its node's disk it takes for logs, its own file system and `emptyDir` volumes. */
export const checkEphemeralStorage: Check<object> = (kind, object) =>
  judge(ephemeralStorageRule, () => {
    const broker = recognise(kind, new Field(object));
    if (!broker) return [];
    return [
      ...judge(ephemeralStorageRule, () => judgeAmounts(broker.container.get("resources"))),
      ...judge(ephemeralStorageRule, () => judgeVolumes(broker)),
    ];
  });

const key = "ephemeral-storage";
const advice = "Write it with a binary suffix: 2Gi.";

function judgeAmounts(resources: Field): Finding[] {
  const fields = ["requests", "limits"].map((bound) => resources.get(bound, key));
  const missing = fields.flatMap(({ path }, i) => (fields[i]?.scalar() === undefined ? [path] : []));
  const wrong = fields.filter((field) => field.scalar() !== undefined && sizeOf(field) === undefined);
  const [request, limit] = fields.map(sizeOf);
  return [
    ...(missing.length > 0 ? [lack(missing)] : []),
    ...wrong.map(({ path }) => finding(ephemeralStorageRule, path, `${path} is no size.`, advice)),
    ...(request !== undefined && limit !== undefined && request > limit ? [above(fields[0]?.path ?? "")] : []),
  ];
}

function lack(missing: string[]): Finding {
  const message = `${missing.join(" and ")} ${missing.length > 1 ? "are" : "is"} not set, so a broker is the first that a node with a full disk evicts, or the one that fills it.`;
  const remedy =
    "Request what logs and temporary files take, and limit them to what emptyDir volumes may hold and more.";
  return finding(ephemeralStorageRule, missing[0] ?? "", message, remedy);
}

const above = (path: string): Finding =>
  finding(
    ephemeralStorageRule,
    path,
    `${path} is above the limit, which the API server refuses.`,
    "Lower the request or raise the limit.",
  );

/** Bytes; undefined when nothing is written, or what is no size: `500m` is half a byte. */
function sizeOf(field: Field): number | undefined {
  const written = field.scalar();
  if (written === undefined || /[mun]$/.test(written)) return undefined;
  const bytes = parseBytes(written);
  return bytes !== undefined && bytes > 0 ? bytes : undefined;
}

/** The kubelet evicts a pod whose `emptyDir` volumes, logs and file systems are together above the limits of its containers. */
function judgeVolumes({ template, container }: Broker): Finding[] {
  const spec = template.get("spec");
  const sidecars = spec
    .get("initContainers")
    .items()
    .filter((init) => init.get("restartPolicy").text() === "Always");
  const limit = total(
    [...spec.get("containers").items(), ...sidecars].map((one) => one.get("resources", "limits", key)),
  );
  const volumes = spec
    .get("volumes")
    .items()
    .map((volume) => volume.get("emptyDir"))
    .filter((emptyDir) => emptyDir.get("medium").text() !== "Memory");
  const held = total(volumes.map((emptyDir) => emptyDir.get("sizeLimit")));
  if (limit === 0 || held <= limit) return [];
  const { path } = container.get("resources", "limits", key);
  const message = `The pod's emptyDir volumes may hold ${formatBytes(held)}, its limit of ${key} is ${formatBytes(limit)}: it is evicted before they are full.`;
  return [finding(ephemeralStorageRule, path, message, "Raise the limit above what the emptyDir volumes may hold.")];
}

const total = (sizes: Field[]): number => sizes.reduce((sum, size) => sum + (sizeOf(size) ?? 0), 0);
