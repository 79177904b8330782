import { readable, type Field } from "./field";
import type { Broker } from "./recognise";
import type { Stack } from "./stack";
import { commandsOf } from "./container";

/** A file of a ConfigMap. */
export interface ConfigFile {
  name: string;
  text: Field;
}

/** The files that a broker's pod mounts from ConfigMaps of the stack, in the order of their names. */
export function configFiles(workload: Field, { template }: Broker, stack?: Stack): ConfigFile[] {
  return (stack?.configMapsOf(workload, template) ?? []).flatMap((configMap) =>
    configMap
      .get("data")
      .entries()
      .map(([name, text]) => ({ name, text }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  );
}

/**
 * Scripts that make a broker's configuration or start it: those mounted, of init containers, and its own command. What
 * cannot be read of the others is left out, since most of them have nothing to say.
 */
export function scriptsOf(workload: Field, broker: Broker, stack?: Stack): Field[] {
  const mounted = (readable(() => configFiles(workload, broker, stack)) ?? []).filter(
    ({ name, text }) => name.endsWith(".sh") || readable(() => text.text())?.startsWith("#!"),
  );
  const initContainers = readable(() => broker.template.get("spec", "initContainers").items()) ?? [];
  const prepared = initContainers.flatMap((container) => readable(() => commandsOf(container)) ?? []);
  return [
    ...[...mounted.map(({ text }) => text), ...prepared].filter((text) => readable(() => text.text()) !== undefined),
    ...commandsOf(broker.container),
  ];
}
