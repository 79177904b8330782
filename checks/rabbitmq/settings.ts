import { configFiles, scriptsOf } from "../config-files";
import { environmentOf, isBitnami, type Variable } from "../container";
import { Field, readable, Unreadable } from "../field";
import { oncePerBroker } from "../once";
import type { Broker } from "../recognise";
import { assignments, writtenLines } from "../scripts";
import { fieldSource, Settings, textSource, type Source } from "../settings";
import type { Stack } from "../stack";
import { parseAdvanced, parseErlangArguments } from "./advanced";
import { parseConf } from "./conf";

/** Variables of the official image and of Bitnami's, and the keys of rabbitmq.conf that they stand for. */
const variableKeys: Record<string, string> = {
  RABBITMQ_DEFAULT_USER: "default_user",
  RABBITMQ_DEFAULT_PASS: "default_pass",
  RABBITMQ_USERNAME: "default_user",
  RABBITMQ_PASSWORD: "default_pass",
  RABBITMQ_NODE_PORT: "listeners.tcp.default",
  RABBITMQ_NODE_PORT_NUMBER: "listeners.tcp.default",
  RABBITMQ_SSL_CERTFILE: "listeners.ssl.default",
  RABBITMQ_CLUSTER_PARTITION_HANDLING: "cluster_partition_handling",
  RABBITMQ_DISK_FREE_LIMIT: "disk_free_limit.absolute",
  RABBITMQ_DISK_FREE_ABSOLUTE_LIMIT: "disk_free_limit.absolute",
  RABBITMQ_DISK_FREE_RELATIVE_LIMIT: "disk_free_limit.relative",
  RABBITMQ_VM_MEMORY_HIGH_WATERMARK: "vm_memory_high_watermark.relative",
};

/** Whether a file of a ConfigMap is in the format of rabbitmq.conf, or a list of Erlang terms. */
export const isConf = (name: string): boolean => name.endsWith(".conf");
export const isTerms = (name: string): boolean => /^(advanced|rabbitmq)\.config$/.test(name);

/** What a file of a ConfigMap says. */
export function fileSource(name: string, text: Field): Source {
  return textSource(text, isTerms(name) ? (content) => advanced(content, text.path) : parseConf);
}

/** All that a RabbitMQ node is told. */
export const rabbitmqSettings = oncePerBroker(
  (workload, broker, stack) =>
    new Settings([...fileSources(workload, broker, stack), ...otherSources(workload, broker, stack)]),
);

/**
 * Its files: rabbitmq.conf, the others by their names, and the Erlang terms above them.
 * @param from only those of objects of this kind.
 */
export function fileSources(workload: Field, broker: Broker, stack?: Stack, from = ""): Source[] {
  const files = configFiles(workload, broker, stack).filter(({ text }) => text.path.startsWith(from));
  const rank = (name: string) => (name === "rabbitmq.conf" ? 0 : isConf(name) ? 1 : 2);
  return files
    .filter(({ name }) => isConf(name) || isTerms(name))
    .sort((a, b) => rank(a.name) - rank(b.name))
    .map(({ name, text }) => fileSource(name, text));
}

/** What scripts write, the environment, and the arguments of the Erlang VM. */
export function otherSources(workload: Field, broker: Broker, stack?: Stack): Source[] {
  const scripts = scriptsOf(workload, broker, stack);
  const variables = environmentOf(broker.container, workload, stack);
  const texts = (parse: (text: string) => Map<string, string>) => scripts.map((script) => textSource(script, parse));
  return [
    ...(isBitnami(broker.container) ? [bitnamiDefaults] : []),
    ...texts((text) => parseConf(writtenLines(text))),
    fieldSource(variables.flatMap(settingOf)),
    ...texts((text) => new Map([...assignments(text)].flatMap(([name, value]) => renamed(name, value)))),
    ...variables
      .filter(({ name }) => name === "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS")
      .map(({ field }) => textSource(field, parseErlangArguments)),
  ];
}

/** The image writes it when no file is mounted in its place. */
const bitnamiDefaults = fieldSource([{ key: "disk_free_limit.relative", field: new Field("1.0", "the image") }]);

function settingOf({ name, field }: Variable) {
  const value = readable(() => field.text()) ?? "";
  return renamed(name, value).map(([key]) => ({ key, field }));
}

/** An amount with a unit is an absolute watermark. */
function renamed(name: string, value: string): [key: string, value: string][] {
  const key = variableKeys[name];
  if (key === undefined) return [];
  return [[/watermark/.test(key) && /[a-z]/i.test(value) ? "vm_memory_high_watermark.absolute" : key, value]];
}

function advanced(content: string, path: string): Map<string, string> {
  const settings = parseAdvanced(content);
  if (!settings) throw new Unreadable(path, "a list of Erlang terms");
  return settings;
}
