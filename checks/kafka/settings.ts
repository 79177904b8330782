import { Field, Unreadable } from "../field";
import type { Broker } from "../recognise";
import type { Stack } from "../stack";
import { environment } from "./environment";
import { parseOverrides, parseProperties } from "./properties";

/** A value that a broker is given, and where. */
export interface Given {
  path: string;
  value: string;
}

/** All that a Kafka broker is told of the keys: by its ConfigMaps' properties files, environment and arguments. */
export function givenSettings(
  keys: readonly string[],
  workload: Field,
  broker: Broker,
  stack?: Stack,
): Map<string, Given[]> {
  const given = new Map<string, Given[]>(keys.map((key) => [key, []]));
  const add = (key: string, path: string, value: () => string) => {
    const list = given.get(key);
    if (list) list.push({ path, value: value() });
  };
  for (const file of propertiesFiles(workload, broker, stack)) {
    for (const [key, value] of parseProperties(file.text() ?? "")) add(key, file.path, () => value);
  }
  for (const { key, field } of environment(broker.container)) add(key, field.path, () => literal(field));
  for (const argument of [...broker.container.get("command").items(), ...broker.container.get("args").items()]) {
    for (const [key, value] of parseOverrides(argument.text() ?? "")) add(key, argument.path, () => value);
  }
  return given;
}

function propertiesFiles(workload: Field, { template }: Broker, stack?: Stack): Field[] {
  return (stack?.configMapsOf(workload, template) ?? []).flatMap((configMap) =>
    configMap
      .get("data")
      .entries()
      .filter(([name]) => name.endsWith(".properties"))
      .map(([, file]) => file),
  );
}

/** A value that another object holds cannot be judged, so it counts as unknown. */
function literal(field: Field): string {
  const value = field.scalar();
  if (value === undefined) throw new Unreadable(field.path);
  return value;
}
