import { Field } from "./field";
import { finding, judge, type Check, type RuleFacts } from "./finding";
import { allContainers, podTemplate } from "./workload";

export const readOnlyRootRule: RuleFacts = { id: "read-only-root", severity: "low" };

/** Every container's root filesystem is read-only: what it writes is on volumes that somebody has declared. */
export const checkReadOnlyRoot: Check<object> = (kind, object) =>
  judge(readOnlyRootRule, () => {
    const template = podTemplate(kind, new Field(object));
    if (template.get("spec", "os", "name").text() === "windows") return [];
    return allContainers(template).flatMap((container) =>
      judge(readOnlyRootRule, () => {
        const flag = container.get("securityContext", "readOnlyRootFilesystem");
        if (flag.isTrue()) return [];
        const message = `${flag.path} is not true, so what breaks into the container can put its tools there.`;
        const remedy = "Set it to true, with an emptyDir where the container writes.";
        return [finding(readOnlyRootRule, flag.path, message, remedy)];
      }),
    );
  });
