import { contentOf, secretsOf } from "../config-files";
import { commandsOf, environmentOf } from "../container";
import { readable, type Field } from "../field";
import { parseImage } from "../image";
import { recognise, type Broker } from "../recognise";
import { systemOfImage } from "../signs";
import type { Stack } from "../stack";
import { allContainers, podTemplate } from "../workload";
import { literalOf, literalsIn, literalsInFile, type Literal } from "./shapes";

/** A secret that stands in an object as it is. */
export interface Found extends Literal {
  path: string;
}

/** Containers that have to do with a broker: all of a broker's pod, and others that use a broker's image. */
export function brokerContainers(kind: string, workload: Field): Field[] {
  const containers = allContainers(podTemplate(kind, workload));
  if (readable(() => recognise(kind, workload))) return containers;
  return containers.filter((container) => {
    const image = readable(() => container.get("image").text()) ?? "";
    return systemOfImage(parseImage(image).name) !== undefined;
  });
}

/** Stands for a value that is not known yet. */
const computed = "computed";

/** Secrets in a container's environment, also where a ConfigMap gives it, and in its command. */
export function inContainer(container: Field, workload: Field, stack?: Stack): Found[] {
  const variables = environmentOf(container, workload, stack).flatMap(({ name, field }) => {
    const value = readable(() => field.scalar() ?? "");
    // Computed and written in plain text: what it will be is not known, that it is a secret is.
    if (value === undefined)
      return at(
        field,
        literalOf(name, computed).map(({ what }) => ({ what, value: "" })),
      );
    const named = /JAAS_CONFIG$/.test(name) ? [] : literalOf(name, value);
    return at(field, named.length > 0 ? named : literalsIn(value));
  });
  const words = commandsOf(container);
  const arguments_ = words.flatMap((word, i) => {
    const text = readable(() => word.text()) ?? "";
    const before = readable(() => words[i - 1]?.text()) ?? "";
    const option = /^--?[\w-]+$/.test(before) ? literalOf(before === "-setcookie" ? "cookie" : before, text) : [];
    return at(word, option.length > 0 ? option : literalsInFile(text));
  });
  return [...variables, ...arguments_];
}

/**
 * Secrets in a file of settings. Its name may be that of a secret, too: `.erlang.cookie`.
 * @throws {Unreadable} when the content is unknown.
 */
export function inFile(name: string, text: Field): Found[] {
  // Operators take settings and definitions key by key.
  if (text.isMap) return text.entries().flatMap(([key, value]) => inFile(key, value));
  if (text.isList) return text.items().flatMap((part) => inFile(name, part));
  const content = text.written() ?? "";
  const named = literalOf(name, content);
  return at(text, named.length > 0 ? named : literalsInFile(content));
}

/** Secrets in what a broker takes from Secrets, as far as their content is known. */
export function inSecrets(workload: Field, broker: Broker, stack: Stack): Found[] {
  return secretsOf(workload, broker.template, stack, true).flatMap((secret) => [
    ...secret
      .get("stringData")
      .entries()
      .filter(([, text]) => readable(() => text.text()) !== undefined)
      .flatMap(([name, text]) => inFile(name, text)),
    ...secret
      .get("data")
      .entries()
      .flatMap(([name, datum]) => {
        const content = contentOf(datum);
        return content ? inFile(name, content) : [];
      }),
  ]);
}

function at({ path }: Field, literals: Literal[]): Found[] {
  return literals.map((literal) => ({ ...literal, path }));
}
