import { nearest } from "../../checks/nearest";
import { accepts, describe, meant } from "./key-values";
import list from "./known-keys.json";
import { atLeast } from "../versions";
import { oneLine, type KeyProblem } from "../parse";

/** Whose keys they are: brokers', in server.properties, or topics'. */
export type Scope = "broker" | "topic";

/** A type that holds for all versions, or by versions. */
type ByVersion = string | Partial<Record<string, string>>;

const keys: Record<Scope, Record<string, ByVersion>> = { broker: list.broker, topic: list.topic };

/** What is wrong with a key of brokers or topics in a minor version, `4.3`; a broker takes keys that it does not know without a word. */
export function checkKey(version: string, scope: Scope, key: string, value: string): KeyProblem | undefined {
  const type = typeOf(version, scope, key);
  if (type === undefined) return unknown(version, scope, key);
  if (/[\r\n]/.test(value)) return oneLine;
  if (accepts(type, value)) return undefined;
  const allowed = describe(type);
  const right = meant(type, value);
  return { allowed, remedy: right ? `write ${right}` : `change it to ${allowed}` };
}

/** The declared type of a key; undefined when the version has no such key. */
export function typeOf(version: string, scope: Scope, key: string): string | undefined {
  const types = Object.hasOwn(keys[scope], key) ? keys[scope][key] : undefined;
  if (types !== undefined) return typeof types === "string" ? types : types[version];
  // A listener has its own value of many a key: listener.name.client.ssl.keystore.location.
  const own = scope === "broker" ? /^listener\.name\.[a-z0-9_]+\.(.+)$/.exec(key)?.[1] : undefined;
  if (own === undefined) return undefined;
  return typeOf(version, scope, own) ?? (/\.(sasl\.|ssl\.)/.test(`.${own}`) ? "<text>" : undefined);
}

function unknown(version: string, scope: Scope, key: string): KeyProblem {
  const allowed = `keys of ${scope === "broker" ? "brokers" : "topics"} of Kafka ${version}`;
  return { allowed, remedy: elsewhere(version, scope, key) ?? misspelt(version, scope, key) ?? "remove it" };
}

/** Keys that are right in another version or another place. */
function elsewhere(version: string, scope: Scope, key: string): string | undefined {
  const versions = list.versions.filter((other) => typeOf(other, scope, key) !== undefined);
  if (versions.length > 0) {
    const later = versions.find((other) => atLeast(other, version));
    return later ? `remove it; it exists in Kafka ${later}` : `remove it; it existed in Kafka ${versions.at(-1)}`;
  }
  if (scope === "broker" && typeOf(version, "topic", key)) {
    const own = `log.${key}`;
    return typeOf(version, "broker", own)
      ? `set it in the config of a topic, or for all topics as ${own}`
      : "set it in the config of a topic";
  }
  if (scope === "topic" && typeOf(version, "broker", key)) return "set it in config: it is for all of a broker";
  const clients = (["producer", "consumer"] as const).filter((client) => list[client].includes(key));
  if (clients.length === 0) return undefined;
  return `set it in the properties of ${clients.map((client) => `${client}s`).join(" and ")}; brokers have no such key`;
}

function misspelt(version: string, scope: Scope, key: string): string | undefined {
  const near = nearest(
    key,
    Object.keys(keys[scope]).filter((name) => typeOf(version, scope, name)),
  );
  return near && `write ${near}`;
}
