import { nearest } from "../../checks/nearest";
import list from "./known-keys.json";
import { oneLine, type KeyProblem } from "../parse";

const keys: Record<string, Record<string, string>> = list.keys;

/** What a version reads a key as: `integer`, `boolean`, `text`, or words between `|`; undefined when it has no such key. */
export function typeOf(version: string, key: string): string | undefined {
  const known = keys[version] ?? {};
  return known[key] ?? known[key.replace(/^authProvider\.\w+$/, "authProvider.$name")];
}

/** What is wrong with a line of zoo.cfg, for a version. ZooKeeper itself takes any key, and does nothing with those it does not know. */
export function checkKey(version: string, key: string, value: string): KeyProblem | undefined {
  const type = typeOf(version, key);
  if (type === undefined) return { allowed: `keys that ZooKeeper ${version} reads`, remedy: remedyOf(version, key) };
  if (/[\r\n]/.test(value)) return oneLine;
  const { words, accepts } = kindOf(type);
  return accepts(value) ? undefined : { allowed: words, remedy: `change it to ${words}` };
}

function remedyOf(version: string, key: string): string {
  const bare = key.replace(/^zookeeper\./, "");
  // Such a property has no prefix, and a key of zoo.cfg gets one.
  if (/^(jute\.maxbuffer|znode\.container\.|fsync\.warningthresholdms$|readonlymode)/.test(bare))
    return `set it in serverJvmFlags: -D${bare}=…`;
  if (bare !== key && typeOf(version, bare)) return `write ${bare}: in zoo.cfg the prefix goes without saying`;
  const near = nearest(key, Object.keys(keys[version] ?? {}));
  return near ? `write ${near}` : "remove it";
}

function kindOf(type: string): { words: string; accepts: (value: string) => boolean } {
  if (type === "text") return { words: "any text", accepts: () => true };
  if (type === "integer") return { words: "a whole number", accepts: (value) => /^-?\d+$/.test(value) };
  const words = type === "boolean" ? ["true", "false"] : type.split("|");
  return { words: words.join(" or "), accepts: (value) => words.includes(value) };
}
