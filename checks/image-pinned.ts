import { Field } from "./field";
import { finding, judge, type Check, type Finding, type RuleFacts } from "./finding";
import { allContainers, podTemplate } from "./workload";

export const imagePinnedRule: RuleFacts = { id: "image-pinned", severity: "medium" };

/** Limits of the rule. */
export interface ImagePinnedSettings {
  /** Whether an image must be named by its digest, which a registry cannot give another content. */
  digest: "required" | "optional";
  /** Registries that images may come from, parted by commas; all when it is empty. */
  registries: string;
}

/** Every image has a tag that is not `latest`, or a digest. */
export const checkImagePinned: Check<ImagePinnedSettings> = (kind, object, { settings }) =>
  judge(imagePinnedRule, () =>
    allContainers(podTemplate(kind, new Field(object))).flatMap((container) =>
      judge(imagePinnedRule, () => [
        ...judgeImage(container.get("image"), settings),
        ...judgeRegistry(container.get("image"), settings),
      ]),
    ),
  );

function judgeImage(image: Field, { digest }: ImagePinnedSettings): Finding[] {
  const reference = image.text();
  // A container without an image is refused by the API server, unless an operator fills it in.
  if (reference === undefined || /@sha256:[0-9a-f]{64}$/.test(reference)) return [];
  if (digest === "required") {
    const message = `${image.path} has no digest, so what runs tomorrow may not be what was tested today.`;
    return [finding(imagePinnedRule, image.path, message, "Append the image's digest: name:tag@sha256:….")];
  }
  // A colon before the last slash is a registry's port.
  const [, tag] = (reference.split("@")[0]?.split("/").at(-1) ?? "").split(":");
  if (tag !== undefined && tag !== "" && tag !== "latest") return [];
  const what = tag === "latest" ? "is tagged latest" : "has no tag";
  const message = `${image.path} ${what}, so a restarted pod may run another version than its peers.`;
  return [finding(imagePinnedRule, image.path, message, "Name the version: rabbitmq:4.3-management.")];
}

function judgeRegistry(image: Field, { registries }: ImagePinnedSettings): Finding[] {
  const allowed = registries.split(",").filter((registry) => registry !== "");
  const reference = image.text();
  if (reference === undefined || allowed.length === 0 || allowed.includes(registryOf(reference))) return [];
  const message = `${image.path} is of a registry that is not among those allowed (${allowed.join(", ")}).`;
  return [
    finding(imagePinnedRule, image.path, message, "Take the image from an allowed registry, by a mirror if need be."),
  ];
}

/** The first part of an image's name is a registry when it looks like a host. */
function registryOf(reference: string): string {
  const [first = "", ...rest] = reference.split("/");
  return rest.length > 0 && (/[.:]/.test(first) || first === "localhost") ? first : "docker.io";
}
