import { configFiles, scriptsOf } from "../config-files";
import { environmentOf, type Variable } from "../container";
import { Field, readable } from "../field";
import { parseProperties } from "../kafka/properties";
import { oncePerBroker } from "../once";
import { options, writtenLines } from "../scripts";
import { fieldSource, Settings, textSource, type Source } from "../settings";

/** The key under which the list of members stands that a variable or option gives, where zoo.cfg has `server.N`. */
export const serversKey = "servers";

/**
 * Variables and options whose names do not follow from the key: of the official image, Bitnami's, and of
 * `start-zookeeper` in the images of the Kubernetes project.
 */
const names: Record<string, string> = {
  ZOO_AUTOPURGE_PURGEINTERVAL: "autopurge.purgeInterval",
  ZOO_AUTOPURGE_INTERVAL: "autopurge.purgeInterval",
  ZK_PURGE_INTERVAL: "autopurge.purgeInterval",
  purge_interval: "autopurge.purgeInterval",
  ZOO_4LW_COMMANDS_WHITELIST: "4lw.commands.whitelist",
  ZOO_PORT_NUMBER: "clientPort",
  ZOO_TLS_PORT_NUMBER: "secureClientPort",
  ZOO_TLS_CLIENT_ENABLE: "secureClientPort",
  ZK_REPLICAS: serversKey,
};

/**
 * All that a ZooKeeper server is told. A zoo.cfg is above the environment, from which images make one only where there
 * is none.
 */
export const zookeeperSettings = oncePerBroker((workload, broker, stack) => {
  const files = configFiles(workload, broker, stack).filter(({ name }) =>
    /^(zoo|zookeeper)[\w.-]*\.(cfg|properties|conf)$/.test(name),
  );
  const scripts = scriptsOf(workload, broker, stack);
  const variables = environmentOf(broker.container, workload, stack);
  return new Settings([
    ...(files.length > 0 ? [] : imageDefaults(broker.container)),
    ...variables.filter(({ name }) => name === "ZOO_CFG_EXTRA").map(({ field }) => textSource(field, parseExtra)),
    fieldSource(variables.flatMap(settingOf)),
    ...files.map(({ text }) => textSource(text, parseProperties)),
    ...scripts.map((script) => textSource(script, (text) => parseProperties(writtenLines(text)))),
    ...scripts.map((script) => textSource(script, parseOptions)),
  ]);
});

/** The official image gives logs of transactions a directory of their own. */
function imageDefaults(container: Field): Source[] {
  const image = readable(() => container.get("image").text()) ?? "";
  if (!/^((docker\.io\/)?library\/)?zookeeper[:@]?/.test(image)) return [];
  return [fieldSource([{ key: "dataLogDir", field: new Field("/datalog", "the image") }])];
}

/** `ZOO_MAX_CLIENT_CNXNS`, Confluent's `ZOOKEEPER_MAX_CLIENT_CNXNS`, `ZK_MAX_CLIENT_CNXNS` -> `maxClientCnxns`. */
function settingOf({ name, field }: Variable): { key: string; field: Field }[] {
  const rest = /^(?:ZOO|ZOOKEEPER|ZK)_([A-Z0-9_]+)$/.exec(name)?.[1];
  if (rest === undefined || (name.endsWith("_ENABLE") && readable(() => field.text()) !== "true")) return [];
  return [{ key: names[name] ?? keyOf(rest), field }];
}

function parseOptions(command: string): Map<string, string> {
  return new Map([...options(command)].map(([name, value]) => [names[name] ?? keyOf(name), value]));
}

/** `AUTOPURGE_SNAP_RETAIN_COUNT` -> `autopurge.snapRetainCount`, `data_log_dir` -> `dataLogDir`. */
function keyOf(name: string): string {
  const [first = "", ...rest] = name.toLowerCase().split("_");
  const parts = first === "autopurge" ? rest : [first, ...rest];
  const camel = parts.map((part, i) => (i === 0 ? part : part.charAt(0).toUpperCase() + part.slice(1))).join("");
  return first === "autopurge" ? `autopurge.${camel}` : camel;
}

function parseExtra(text: string): Map<string, string> {
  return parseProperties(text.trim().split(/\s+/).join("\n"));
}
