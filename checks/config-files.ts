import { Field, readable } from "./field";
import type { Broker } from "./recognise";
import type { Stack } from "./stack";
import { commandsOf } from "./container";
import { allContainers, mountedSecrets, namespaceOf } from "./workload";

/** A file of a ConfigMap. */
export interface ConfigFile {
  name: string;
  text: Field;
}

/**
 * The files that a broker's pod mounts from ConfigMaps of the stack, in the order of their names, and those of Secrets as
 * far as they are known: a chart may keep its configuration in one.
 */
export function configFiles(workload: Field, { template }: Broker, stack?: Stack): ConfigFile[] {
  if (!stack) return [];
  const secrets = secretsOf(workload, template, stack).flatMap((secret) => [
    filesIn(secret.get("stringData")).filter(({ text }) => readable(() => text.text()) !== undefined),
    filesIn(secret.get("data")).flatMap(decoded),
  ]);
  return [...stack.configMapsOf(workload, template).map((map) => filesIn(map.get("data"))), ...secrets].flat();
}

/**
 * The Secrets of the stack that a pod mounts, as far as it is known which and what is in them.
 * @param variables also those that its containers take variables from.
 */
export function secretsOf(workload: Field, template: Field, stack: Stack, variables = false): Field[] {
  const fields = [
    ...(readable(() => mountedSecrets(template)) ?? []),
    ...(variables ? (readable(() => allContainers(template).flatMap(secretReferences)) ?? []) : []),
  ];
  const names = fields.map((name) => readable(() => name.text()));
  if (names.length === 0) return [];
  return stack
    .ofKind("Secret", readable(() => namespaceOf(workload)) ?? "default")
    .filter((secret) => names.includes(readable(() => secret.get("metadata", "name").text()) ?? ""))
    .filter((secret) => readable(() => [secret.get("stringData"), secret.get("data")].map(filesIn)));
}

function secretReferences(container: Field): Field[] {
  const from = container.get("envFrom").items();
  const variables = container.get("env").items();
  return [
    ...from.map((source) => source.get("secretRef", "name")),
    ...variables.map((variable) => variable.get("valueFrom", "secretKeyRef", "name")),
  ].filter((name) => name.present);
}

function filesIn(data: Field): ConfigFile[] {
  return data
    .entries()
    .map(([name, text]) => ({ name, text }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function decoded({ name, text }: ConfigFile): ConfigFile[] {
  const content = contentOf(text);
  return content === undefined ? [] : [{ name, text: content }];
}

/** The content of a Secret's datum; undefined when it is unknown, or hidden behind something that is no base64. */
export function contentOf(datum: Field): Field | undefined {
  const content = readable(() => datum.text()) ?? "[unknown]";
  if (content.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(content)) return undefined;
  return new Field(Buffer.from(content, "base64").toString(), datum.path);
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
