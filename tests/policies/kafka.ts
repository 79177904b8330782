import { configMap, container, statefulSet, volumes } from "./fixtures";
import type { Resource } from "./support";

type Settings = Record<string, string | number>;

/** Path of the broker's container. */
export const at = "spec.template.spec.containers[0]";

/** Environment variables of settings in Apache's and Confluent's spelling, or with another prefix. */
export const env = (settings: Settings, prefix = "KAFKA_") =>
  Object.entries(settings).map(([key, value]) => ({
    name: prefix + key.toUpperCase().replaceAll(".", "_"),
    value: String(value),
  }));

/** Three Kafka nodes, with what is given of their container. */
export const brokers = (given: object, spec: object = {}, podSpec: object = {}): Resource =>
  statefulSet({ containers: [{ ...container, image: "apache/kafka:4.1.0", ...given }], ...podSpec }, spec);

/** A stack that says the same settings to its brokers, in each of the ways there are. */
export function encodings(
  settings: Settings,
  given: object = {},
  spec: object = {},
  podSpec: object = {},
): [how: string, stack: Resource[]][] {
  const one = (its: object, pod: object = {}) => brokers({ ...given, ...its }, spec, { ...podSpec, ...pod });
  const lines = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
  const properties = lines.join("\n");
  const overrides = lines.map((line) => `--override "${line}"`).join(" ");
  const exports = env(settings).map(({ name, value }) => `export ${name}="${value}"`);
  const variables = Object.fromEntries(env(settings).map(({ name, value }) => [name, value]));
  const written = {
    name: "prepare",
    image: "busybox",
    command: ["sh", "-c", `cat > /c/server.properties <<EOF\n${properties}\nEOF\n`],
  };
  const edits = Object.entries(settings).map(([key, value]) => `sed -i "s|^${key}=.*|${key}=${value}|" /c/x`);
  const edited = { name: "edit", image: "busybox", command: ["sh", "-c", edits.join("\n")] };
  const start = "kafka-server-start.sh /c/server.properties";
  return [
    ["KAFKA_ variables", [one({ env: env(settings) })]],
    ["Bitnami's KAFKA_CFG_ variables", [one({ image: "bitnami/kafka:4.0", env: env(settings, "KAFKA_CFG_") })]],
    [
      "variables of a ConfigMap",
      [one({ envFrom: [{ configMapRef: { name: "rabbitmq-config" } }] }), configMap(variables)],
    ],
    ["server.properties", [one({}, { volumes }), configMap({ "server.properties": properties })]],
    ["--override in a shell's command", [one({ command: ["sh", "-c", `exec ${start} ${overrides}`] })]],
    [
      "--override as arguments",
      [one({ command: start.split(" "), args: lines.flatMap((line) => ["--override", line]) })],
    ],
    ["variables that a script exports", [one({ command: ["sh", "-c", [...exports, "exec run"].join("\n")] })]],
    ["a file that an init container writes", [one({ command: start.split(" ") }, { initContainers: [written] })]],
    ["a file that an init container edits", [one({ command: start.split(" ") }, { initContainers: [edited] })]],
    [
      "a file that a mounted script writes",
      [
        one({ command: ["sh", "/c/start.sh"] }, { volumes }),
        configMap({
          "start.sh": ["#!/bin/sh", ...lines.map((line) => `echo "${line}" >> /c/server.properties`), start].join("\n"),
        }),
      ],
    ],
  ];
}
