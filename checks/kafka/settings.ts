import { configFiles, scriptsOf, type ConfigFile } from "../config-files";
import { commandLine, environmentOf, isBitnami } from "../container";
import { readable, type Field } from "../field";
import { oncePerBroker } from "../once";
import type { Broker } from "../recognise";
import { assignments, writtenLines } from "../scripts";
import { fieldSource, Settings, textSource, type Source } from "../settings";
import type { Stack } from "../stack";
import { settingKey, settingsOf } from "./environment";
import { parseOverrides, parseProperties } from "./properties";

/**
 * All that a Kafka node is told, from what counts least to what counts most: properties files, what scripts write, the
 * environment, `--override` arguments.
 */
export const kafkaSettings = oncePerBroker((workload, broker, stack) => {
  const scripts = scriptsOf(workload, broker, stack);
  const variables = environmentOf(broker.container, workload, stack);
  const plain = fieldSource(settingsOf(variables, "KAFKA_"));
  const bitnami = fieldSource(settingsOf(variables, "KAFKA_CFG_"));
  const [counts, ignored] = prefixes(broker.container, plain, bitnami);
  return new Settings(
    [
      ...serverProperties(workload, broker, stack).map((file) => textSource(file, parseProperties)),
      ...scripts.map((script) => textSource(script, (text) => parseProperties(writtenLines(text)))),
      ...counts,
      ...scripts.map((script) => textSource(script, parseExports)),
      ...scripts.map((script, i) => textSource(script, overrides(scripts[i - 1]))),
    ],
    ignored,
  );
});

/** Bitnami's images read their own prefix only, the projects' images only the other; an image nobody knows may read both. */
function prefixes(container: Field, plain: Source, bitnami: Source): [counts: Source[], ignored: Source[]] {
  if (isBitnami(container)) return [[bitnami], [plain]];
  const image = readable(() => container.get("image").text()) ?? "";
  if (/(^|\/)(apache\/kafka|confluentinc\/|wurstmeister\/)/.test(image)) return [[plain], [bitnami]];
  return [[plain, bitnami], []];
}

function parseExports(script: string): Map<string, string> {
  return new Map(
    [...assignments(script)]
      .filter(([name]) => name.startsWith("KAFKA_"))
      .map(([name, value]) => [settingKey(name.replace(/^KAFKA_(CFG_)?/, "")), value]),
  );
}

/** `--override` and what it says may be two words of a command. */
function overrides(before: Field | undefined): (text: string) => Map<string, string> {
  return (text) => (readable(() => before?.text()) === "--override" ? parseProperties(text) : parseOverrides(text));
}

/** Not a broker's own: properties of tools, clients and the logger. */
const others = /^(log4j|client|consumer|producer|connect|tools|admin|zookeeper|cruise|mirror)/;

/** The properties files that the node starts with: those its command names, else server.properties, else all there are. */
function serverProperties(workload: Field, broker: Broker, stack?: Stack): Field[] {
  const files = configFiles(workload, broker, stack).filter(
    ({ name }) => /\.(properties|config)$/.test(name) && !others.test(name),
  );
  const command = commandLine(broker.container);
  const named = files.filter(({ name }) => command.includes(name));
  const usual = files.filter(({ name }) => name === "server.properties");
  return [named, usual, files].find((some: ConfigFile[]) => some.length > 0)?.map(({ text }) => text) ?? [];
}
