/** Stands for a value that is not known before the deployment. */
export const unknownValue: unique symbol = Symbol("unknown value");

/** Thrown when a judgement needs a value that is unknown, or of another type than the API's. */
export class Unreadable extends Error {
  constructor(
    readonly path: string,
    /** What should be there; undefined when the value is unknown. */
    readonly expected?: string,
  ) {
    super(`${path} cannot be read`);
  }
}

/**
 * A place in an object, whether something is there or not. Reading is what fails on an unknown value, not walking past
 * it: so only a rule that judges a value is held up by it.
 */
export class Field {
  private readonly raw: unknown;
  private readonly place: string | Field;
  private readonly key: string | number | undefined;

  /**
   * @param raw what is there. A field in an object keeps its own path: what is made of another object, such as the
   * StatefulSet of a custom resource, is reported where people wrote it.
   * @param place its path, or the field that it is below by the key.
   */
  constructor(raw: unknown, place: string | Field = "", key?: string | number) {
    [this.raw, this.place, this.key] = raw instanceof Field ? [raw.raw, raw.place, raw.key] : [raw, place, key];
  }

  /** Where it is in the object; put together when it is asked for, since most fields are in order and never named. */
  get path(): string {
    if (typeof this.place === "string") return this.place;
    const above = this.place.path;
    if (typeof this.key === "number") return `${above}[${this.key}]`;
    const key = this.key ?? "";
    if (!/^[\w-]+$/.test(key)) return `${above}[${JSON.stringify(key)}]`;
    return above === "" ? key : `${above}.${key}`;
  }

  /** Something is there, known or not. */
  get present(): boolean {
    return this.raw !== undefined && this.raw !== null;
  }

  /** It is a map: an object's part, or settings that stand key by key where others have a text. */
  get isMap(): boolean {
    return typeof this.raw === "object" && this.raw !== null && !Array.isArray(this.raw);
  }

  /** It is a list. */
  get isList(): boolean {
    return Array.isArray(this.raw);
  }

  /** The place below, by one key or several. */
  get(...keys: string[]): Field {
    return keys.reduce<Field>((field, key) => new Field(field.map()[key], field, key), this);
  }

  /** The entries of a list; none when it is absent. */
  items(): Field[] {
    const list = this.known();
    if (list === undefined) return [];
    if (!Array.isArray(list)) throw new Unreadable(this.path, "a list");
    return list.map((item, index) => new Field(item, this, index));
  }

  /** The entries of a map; none when it is absent. */
  entries(): [key: string, field: Field][] {
    return Object.entries(this.map()).map(([key, value]) => [key, new Field(value, this, key)]);
  }

  /** A string; undefined when absent. */
  text(): string | undefined {
    const value = this.known();
    if (value === undefined || typeof value === "string") return value;
    throw new Unreadable(this.path, "a string");
  }

  /** A number or a string, as a string: what Kubernetes takes for quantities and percentages. */
  scalar(): string | undefined {
    const value = this.known();
    if (value === undefined || typeof value === "string") return value;
    if (typeof value === "number") return String(value);
    throw new Unreadable(this.path, "a string or a number");
  }

  /** A string, a number, or yes or no, as a configuration file has it. */
  written(): string | undefined {
    const value = this.known();
    return typeof value === "boolean" ? String(value) : this.scalar();
  }

  /** A whole number; undefined when absent. */
  integer(): number | undefined {
    const value = this.known();
    if (value === undefined || (typeof value === "number" && Number.isInteger(value))) return value;
    throw new Unreadable(this.path, "a whole number");
  }

  /** Whether it says yes; an absent flag does not. */
  isTrue(): boolean {
    return this.known() === true;
  }

  /** Whether it says no; an absent flag does not. */
  isFalse(): boolean {
    return this.known() === false;
  }

  /** What is made of the object at this place: once for the object, its path and the variant. */
  once<T>(made: WeakMap<object, Map<string, T>>, variant: string, make: () => T): T {
    if (typeof this.raw !== "object" || this.raw === null) return make();
    const key = `${variant} ${this.path}`;
    const variants = made.get(this.raw) ?? new Map<string, T>();
    made.set(this.raw, variants);
    if (!variants.has(key)) variants.set(key, make());
    return variants.get(key) as T;
  }

  private map(): Record<string, unknown> {
    const value = this.known() ?? {};
    if (typeof value !== "object" || Array.isArray(value)) throw new Unreadable(this.path, "a map");
    return value as Record<string, unknown>;
  }

  private known(): unknown {
    if (this.raw === unknownValue) throw new Unreadable(this.path);
    return this.raw ?? undefined;
  }
}

/** What a reading gives, or undefined when something in its way cannot be read. */
export function readable<T>(reading: () => T): T | undefined {
  try {
    return reading();
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}
