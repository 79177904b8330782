import { Field } from "../field";

/**
 * What people lay over an object that an operator makes, as a strategic merge does: maps by key, lists of named things by
 * name, anything else as a whole.
 */
export function override(made: Field, given: Field): Field {
  if (!given.present) return made;
  if (made.isMap && given.isMap) {
    const merged = given.entries().map(([key, value]): [string, Field] => [key, override(made.get(key), value)]);
    return new Field({ ...Object.fromEntries(made.entries()), ...Object.fromEntries(merged) }, made.path);
  }
  if (made.isList && given.isList && made.items().some(nameIn)) return byName(made, given);
  return given;
}

function byName(made: Field, given: Field): Field {
  const rest = given.items();
  const merged = made.items().map((item) => {
    const at = rest.findIndex((other) => nameIn(other) !== undefined && nameIn(other) === nameIn(item));
    const [over] = at < 0 ? [] : rest.splice(at, 1);
    return over ? override(item, over) : item;
  });
  return new Field([...merged, ...rest], made.path);
}

/** Claims have their name in the metadata. */
const nameIn = (item: Field): string | undefined =>
  item.isMap ? (item.get("name").text() ?? item.get("metadata", "name").text()) : undefined;
