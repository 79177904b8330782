import { list, option, readForms, text, type Term } from "./erlang-terms";
import type { Application } from "./rabbitmq-source";
import { typeOf } from "./rabbitmq-types";

/** A key of rabbitmq.conf: which application has it, and the type of its value as components/rabbitmq/key-values.ts reads it. */
export interface Key {
  plugin: string;
  type: string;
}

/** Keys whose schema takes any text although the broker knows only these; it would go by a default without a word. */
const narrower: Record<string, string> = {
  default_queue_type: "classic|quorum|stream",
  queue_leader_locator: "balanced|client-local|random|least-leaders",
  total_memory_available_override_value: "<size>",
};

/** A mapping, or a translation: a function that makes one setting of the application of several keys. */
interface Entry {
  /** Setting of the application, `rabbit.heartbeat`. */
  setting: string;
  /** Keys of rabbitmq.conf; none in a translation. */
  keys: string[];
  type: string;
}

/** All keys of a broker. */
export function readKeys(applications: Application[]): Map<string, Key> {
  const entries = applications.flatMap(({ name, schemas }) =>
    schemas.flatMap((schema) => read(schema, applications).map((entry) => ({ ...entry, plugin: name }))),
  );
  const translated = new Set(entries.flatMap(({ setting, keys }) => (keys.length === 0 ? setting : [])));
  const keys = new Map<string, Key>();
  const taken = new Map<string, string>();
  for (const { setting, keys: names, type, plugin } of entries) {
    // Of keys that no translation brings together the broker knows the first only.
    const [name = ""] = names;
    if (!translated.has(setting) && (taken.get(setting) ?? name) !== name) continue;
    taken.set(setting, name);
    for (const key of names) keys.set(key, { plugin, type: narrower[key] ?? type });
  }
  return keys;
}

function read(schema: string, applications: Application[]): Entry[] {
  const forms = readForms(schema);
  const expected = schema.match(/^\{mapping,/gm)?.length ?? 0;
  const found = forms.filter(([head]) => head && "atom" in head && head.atom === "mapping").length;
  if (found !== expected) throw new Error(`${found} mappings read of ${expected} in: ${schema.slice(0, 200)}`);
  return forms.flatMap(([head, what, of, options]) => {
    switch (head && "atom" in head && head.atom) {
      case "mapping":
        return mapping(what, of, options);
      case "translation":
      case "partial_translation":
        return { setting: text(what), keys: [], type: "" };
      case "include_partial":
        return inclusion(what, of, applications);
      case "validator":
        return [];
      default:
        throw new Error(`unknown form in a schema: ${JSON.stringify(head)}`);
    }
  });
}

/** `{mapping, "key", "app.setting", [{datatype, integer}, {alias, "old.key"}]}` */
function mapping(key: Term | undefined, setting: Term | undefined, options: Term | undefined): Entry {
  const type = typeOf(list(option(options, "datatype")), list(option(options, "validators")).map(text));
  const aliases = [...list(option(options, "alias")), ...list(option(options, "aliases"))];
  return { setting: text(setting), keys: [key, ...aliases].map(text), type };
}

/** `{include_partial, {rabbit, "ssl_options"}, [{prefix, "scope"}, {app_prefix, "app.scope"}, {disable_with, none}, {exclude, ["dh"]}]}` */
function inclusion(what: Term | undefined, options: Term | undefined, applications: Application[]): Entry[] {
  const [owner, file] = what && "tuple" in what ? what.tuple : [];
  const partial = applications.find(({ name }) => name === text(owner))?.partials.get(text(file));
  if (partial === undefined) throw new Error(`no partial ${text(file)} in ${text(owner)}`);
  const prefix = text(option(options, "prefix"));
  const application = text(option(options, "app_prefix"));
  const excluded = list(option(options, "exclude")).map(text);
  const disabled = list(option(options, "disable_with")).map((value) => ({
    setting: application,
    keys: [prefix],
    type: text(value),
  }));
  const included = read(partial, applications)
    .filter(({ keys }) => !keys.some((key) => excluded.includes(key)))
    .map(({ setting, keys, type }) => ({
      setting: `${application}.${setting}`,
      keys: keys.map((key) => `${prefix}.${key}`),
      type,
    }));
  return [...disabled, ...included];
}
