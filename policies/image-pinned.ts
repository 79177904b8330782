import { checkImagePinned, imagePinnedRule, type ImagePinnedSettings } from "../checks/image-pinned";
import { workloadKinds } from "../checks/workload";
import type { Rule } from "./rule";

export const imagePinned: Rule<ImagePinnedSettings> = {
  ...imagePinnedRule,
  title: "Images have a version",
  description: "Every image has a tag that is not latest, or a digest.",
  remediation: "Give every container's image the tag of a version, or a digest.",
  kinds: workloadKinds,
  settings: {
    digest: {
      type: "string",
      enum: ["required", "optional"],
      default: "optional",
      description: "Whether an image must be named by its digest.",
    },
    registries: {
      type: "string",
      pattern: "^([a-z0-9.-]+(:[0-9]+)?(,[a-z0-9.-]+(:[0-9]+)?)*)?$",
      default: "",
      description: "Registries that images may come from, parted by commas; all when it is empty.",
    },
  },
  check: checkImagePinned,
};
