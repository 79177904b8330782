import { readable, type Field } from "./field";
import type { Stack } from "./stack";

/** A variable of a container's environment and where its value is. */
export interface Variable {
  name: string;
  /** Absent when another object that is not at hand holds the value. */
  field: Field;
}

/**
 * A container's environment as far as it stands in the object and in ConfigMaps of the stack. References such as
 * `$(HOST)` stay as they are.
 */
export function environmentOf(container: Field, workload: Field, stack?: Stack): Variable[] {
  const imported = container
    .get("envFrom")
    .items()
    .flatMap((from) => {
      const prefix = from.get("prefix").text() ?? "";
      const data = stack
        ?.configMap(
          workload,
          readable(() => from.get("configMapRef", "name").text()),
        )
        ?.get("data");
      return (readable(() => data?.entries()) ?? []).map(([key, field]) => ({ name: prefix + key, field }));
    });
  const own = container
    .get("env")
    .items()
    .map((variable) => ({ name: variable.get("name").text() ?? "", field: valueOf(variable, workload, stack) }));
  return [...imported, ...own];
}

function valueOf(variable: Field, workload: Field, stack?: Stack): Field {
  const reference = variable.get("valueFrom", "configMapKeyRef");
  if (!reference.present) return variable.get("value");
  const configMap = stack?.configMap(
    workload,
    readable(() => reference.get("name").text()),
  );
  const key = readable(() => reference.get("key").text());
  return (key !== undefined && configMap?.get("data", key)) || variable.get("value");
}

/** What a container starts: its command and its arguments, each a text of its own. */
export function commandsOf(container: Field): Field[] {
  return [...container.get("command").items(), ...container.get("args").items()];
}

/** A container's command line on one line. Words that cannot be read are left out. */
export function commandLine(container: Field): string {
  return (readable(() => commandsOf(container)) ?? []).map((word) => readable(() => word.text()) ?? "").join(" ");
}

/** Whether the image is one of Bitnami's, whose start scripts read other variables than the projects' own. */
export function isBitnami(container: Field): boolean {
  return /(^|\/)bitnami(legacy|secure)?\//.test(readable(() => container.get("image").text()) ?? "");
}
