import type { Field } from "./field";

/**
 * Whether a label selector matches a set of labels. An absent selector matches nothing, an empty one everything.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function selects(selector: Field, labels: Field): boolean {
  if (!selector.present) return false;
  const exact = selector.get("matchLabels").entries();
  return (
    exact.every(([key, value]) => value.text() === labels.get(key).text()) &&
    selector
      .get("matchExpressions")
      .items()
      .every((expression) => holds(expression, labels))
  );
}

/** Whether the selector of a Service, a map, matches the labels; without one it has no pods. */
export function matches(selector: Field, labels: Field): boolean {
  const wanted = selector.entries();
  return wanted.length > 0 && wanted.every(([key, value]) => value.text() === labels.get(key).text());
}

function holds(expression: Field, labels: Field): boolean {
  const label = labels.get(expression.get("key").text() ?? "");
  const values = expression.get("values").items();
  const oneOf = label.present && values.some((value) => value.text() === label.text());
  const operators: Record<string, boolean> = {
    In: oneOf,
    NotIn: !oneOf,
    Exists: label.present,
    DoesNotExist: !label.present,
  };
  return operators[expression.get("operator").text() ?? ""] ?? false;
}
