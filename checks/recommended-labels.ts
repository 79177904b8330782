import { Field } from "./field";
import { finding, judge, type Check, type RuleFacts } from "./finding";
import { recognise } from "./recognise";

export const recommendedLabelsRule: RuleFacts = { id: "recommended-labels", severity: "low" };

/** Tells what an object is a part of. https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ */
export const nameLabel = "app.kubernetes.io/name";
/** Tells apart what has the same name. */
export const instanceLabel = "app.kubernetes.io/instance";

/** A broker and its pods have the labels by which people and tools find what belongs together. */
export const checkRecommendedLabels: Check<object> = (kind, object) =>
  judge(recommendedLabelsRule, () => {
    const root = new Field(object);
    const broker = recognise(kind, root);
    if (!broker) return [];
    const holders = kind === "Pod" ? [root] : [root, broker.template];
    return holders.flatMap((holder) =>
      judge(recommendedLabelsRule, () => {
        const labels = holder.get("metadata", "labels");
        const missing = missingLabels(labels, broker.system);
        if (missing.length === 0) return [];
        const message = `${labels.path} has no ${missing.join(" and no ")}, by which the broker is found.`;
        const remedy = `Add ${nameLabel}: ${broker.system} and ${instanceLabel}: the name of this cluster.`;
        return [finding(recommendedLabelsRule, labels.path, message, remedy)];
      }),
    );
  });

/** The labels that are not there. */
export function missingLabels(labels: Field, system: string): string[] {
  const has = (key: string) => (labels.get(key).text() ?? "") !== "";
  const is = (key: string) => labels.get(`app.kubernetes.io/${key}`).text() === system;
  // RabbitMQ's operator has the cluster's name for a name, and the system for the rest.
  if (has(nameLabel) && is("component") && is("part-of")) return [];
  return [nameLabel, instanceLabel].filter((key) => !has(key));
}
