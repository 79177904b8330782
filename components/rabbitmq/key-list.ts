import list from "./known-keys.json";
import { atLeast } from "../versions";

/** A key of rabbitmq.conf as the broker declares it. */
export interface Key {
  /** With its free segments: `listeners.tcp.$name`. */
  name: string;
  /** Who reads it: a plugin, or a part that is always there, whose name does not begin with `rabbitmq_`. */
  plugin: string;
  /** Alternatives between `|`, each a literal or the name of a type in angle brackets: `infinity|<integer 0..>`. */
  type: string;
}

/** A value that holds for all versions, or by versions: `{"3.13-4.1": …, "4.3": …}`. */
type ByVersion = string | Record<string, string>;

const plugins: Record<string, ByVersion> = list.plugins;
const keysByPlugin: Record<string, Record<string, ByVersion>> = list.keys;

/** The declaration of a key, `tcp_listen_options.backlog`, in a minor version, `4.3`; undefined when that has no such key. */
export function findKey(version: string, key: string): Key | undefined {
  const { exact, free } = keysOf(version);
  const found = exact.get(key);
  if (found) return found;
  const segments = split(key);
  return free.find(({ name }) => fits(segments, name.split(".")));
}

/** The minor versions that have a key, lowest first. */
export function versionsWith(key: string): string[] {
  return Object.keys(list.releases).filter((version) => findKey(version, key));
}

/** All keys of a version, the free segments filled from one that may be meant. */
export function keyNames(version: string, like: string): string[] {
  const segments = split(like);
  const { exact, free } = keysOf(version);
  const filled = free.map(({ name }) => {
    const parts = name.split(".").map((part, i) => (isFree(part) ? (segments[i] ?? part) : part));
    return parts.join(".");
  });
  return [...exact.keys(), ...filled];
}

interface Index {
  exact: Map<string, Key>;
  free: Key[];
}

const indexes = new Map<string, Index>();

function keysOf(version: string): Index {
  const known = indexes.get(version);
  if (known) return known;
  const all = Object.entries(keysByPlugin).flatMap(([plugin, keys]) =>
    Object.entries(keys).flatMap(([name, types]): Key[] => {
      const type = at(types, version);
      return type === undefined ? [] : [{ name, plugin, type }];
    }),
  );
  const made: Index = {
    exact: new Map(all.filter(({ name }) => !name.includes("$")).map((key) => [key.name, key])),
    free: all.filter(({ name }) => name.includes("$")),
  };
  indexes.set(version, made);
  return made;
}

/** The enabled plugins with all they bring along. */
export function withRequired(version: string, enabled: string[]): Set<string> {
  const all = new Set(enabled);
  for (const plugin of all) {
    const required = at(plugins[plugin] ?? "", version) ?? "";
    for (const name of required.split(" ").filter(Boolean)) all.add(name);
  }
  return all;
}

function at(values: ByVersion, version: string): string | undefined {
  if (typeof values === "string") return values;
  for (const range in values) if (covers(range, version)) return values[range];
  return undefined;
}

const covering = new Map<string, boolean>();

/** Whether a range, `4.1-4.3` or `4.3`, has the version. There are few ranges and a thousand keys, hence the memory. */
function covers(range: string, version: string): boolean {
  const question = `${range} ${version}`;
  let answer = covering.get(question);
  if (answer === undefined) {
    const [from = range, to = from] = range.split("-");
    answer = atLeast(version, from) && atLeast(to, version);
    covering.set(question, answer);
  }
  return answer;
}

/** Segments lie between dots; `\.` is a dot inside of one. */
function split(key: string): string[] {
  return key.split(/(?<!\\)\./);
}

function isFree(segment: string): boolean {
  return segment.startsWith("$");
}

function fits(segments: string[], declared: string[]): boolean {
  return (
    segments.length === declared.length &&
    declared.every((part, i) => {
      const segment = segments[i] ?? "";
      return isFree(part) ? /^(\\\.|[\w-])+$/.test(segment) : segment === part;
    })
  );
}
