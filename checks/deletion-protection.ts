import { Field } from "./field";
import { finding, judge, type Check, type RuleFacts } from "./finding";

export const deletionProtectionRule: RuleFacts = { id: "deletion-protection", severity: "high" };

/** What holds data, or the key to it; a StatefulSet does when it has claims. */
export const protectedKinds: readonly string[] = ["StatefulSet", "PersistentVolumeClaim", "Namespace", "Secret"];

/** Limits of the rule. */
export interface DeletionProtectionSettings {
  /** Whether Secrets must be protected too; one that follows from the state is made again as it was. */
  secrets: "required" | "optional";
}

/** What holds data is protected from deletion by `pulumi destroy` and by a change that replaces it. */
export const checkDeletionProtection: Check<DeletionProtectionSettings> = (kind, object, { options, settings }) =>
  judge(deletionProtectionRule, () => {
    // Only a deployment has options; an object in a file is protected by nobody, and deleted by nobody.
    if (options?.protect ?? true) return [];
    if (kind === "Secret" && settings.secrets === "optional") return [];
    if (kind === "StatefulSet" && new Field(object).get("spec", "volumeClaimTemplates").items().length === 0) return [];
    const message = `This ${kind} is not protected, so a destroy or a replacement deletes it${consequence[kind] ?? ""}.`;
    return [finding(deletionProtectionRule, "metadata", message, "Give the resource the option protect: true.")];
  });

const consequence: Record<string, string> = {
  Namespace: " with all claims in it",
  Secret: ", and what was generated once does not come again",
};
