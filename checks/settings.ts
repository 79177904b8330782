import { readable, Unreadable, type Field } from "./field";

/** A value that a broker is given, and where. */
export interface Given {
  path: string;
  value: string;
}

/** One place that gives settings. */
export interface Source {
  /** @throws {Unreadable} when the place or the value is unknown. */
  get(key: string): Given | undefined;
  /** @throws {Unreadable} when the place is unknown. */
  keys(): string[];
}

/** A text of settings such as a file, or the same key by key; it is read when it is first asked. */
export function textSource(field: Field, parse: (text: string) => Map<string, string>): Source {
  // Operators take settings key by key.
  if (field.isMap) return fieldSource(field.entries().map(([key, value]) => ({ key, field: value })));
  let parsed: Map<string, string> | undefined;
  const settings = () => (parsed ??= parse(field.text() ?? ""));
  return {
    get: (key) => {
      const value = settings().get(key);
      return value === undefined ? undefined : { path: field.path, value };
    },
    keys: () => [...settings().keys()],
  };
}

/** Settings of which each has a place of its own, such as an environment. Of several with one key the last counts. */
export function fieldSource(fields: { key: string; field: Field }[]): Source {
  const byKey = new Map(fields.map(({ key, field }) => [key, field]));
  return {
    get: (key) => {
      const field = byKey.get(key);
      return field && { path: field.path, value: literal(field) };
    },
    keys: () => [...byKey.keys()],
  };
}

/** A value that another object holds cannot be judged, so it counts as unknown. */
function literal(field: Field): string {
  if (field.isTrue() || field.isFalse()) return String(field.isTrue());
  const value = field.written();
  if (value === undefined) throw new Unreadable(field.path);
  return value;
}

/** All that a broker is told, in several encodings at once. */
export class Settings {
  /**
   * @param sources places whose values count, the later above the earlier.
   * @param ignored places that the image does not look at, though somebody wrote there.
   */
  constructor(
    private readonly sources: Source[],
    private readonly ignored: Source[] = [],
  ) {}

  /** The value that counts. @throws {Unreadable} when a place that may give it is unknown. */
  get(key: string): Given | undefined {
    for (const source of this.sources.toReversed()) {
      const given = source.get(key);
      if (given) return given;
    }
    return undefined;
  }

  /** The first of the keys that is given; for keys with several spellings, the strongest first. */
  first(...keys: string[]): Given | undefined {
    return keys.map((key) => this.get(key)).find((given) => given !== undefined);
  }

  /** Keys that are given anywhere that counts. */
  keys(): string[] {
    return [...new Set(this.sources.flatMap((source) => source.keys()))];
  }

  /** Every value that is written for a key and can be read, whether it counts or not. */
  all(key: string): Given[] {
    return [...this.ignored, ...this.sources].flatMap((source) => readable(() => source.get(key)) ?? []);
  }

  /** The value that counts and another one that somebody wrote for the same key. */
  contradictions(key: string): { given: Given; other: Given } | undefined {
    const given = readable(() => this.get(key)) ?? this.all(key).at(-1);
    const other = this.all(key).find(({ value }) => value.trim().toLowerCase() !== given?.value.trim().toLowerCase());
    return given && other && { given, other };
  }
}

/** A number as it stands in a setting. @throws {Unreadable} when a script or a variable makes it. */
export function numberOf({ path, value }: Given, key: string): number {
  if (value.includes("$")) throw new Unreadable(path, `a literal value of ${key}`);
  return value.trim() === "" ? NaN : Number(value);
}
