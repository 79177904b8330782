import { nearest } from "../../checks/nearest";

/** Whether a type of known-keys.json, such as `<integer 1..9>|-1`, takes a value. */
export function accepts(type: string, value: string): boolean {
  return alternatives(type).some((alternative) => takes(alternative, value.trim()));
}

/** A type in words: `an integer from 1 to 9 or -1`. */
export function describe(type: string): string {
  const words = alternatives(type).map(inWords);
  return [words.slice(0, -1).join(", "), ...words.slice(-1)].filter(Boolean).join(" or ");
}

/** The value that was probably meant by one that the type does not take: `true` by `on`, `104857600` by `100Mi`. */
export function meant(type: string, value: string): string | undefined {
  const literals = alternatives(type).filter((alternative) => !alternative.startsWith("<"));
  const guesses = [
    ...(/^(on|yes|enabled)$/i.test(value) ? ["true"] : []),
    ...(/^(off|no|disabled)$/i.test(value) ? ["false"] : []),
    value.toLowerCase(),
    ...scaled(value),
    nearest(value, literals) ?? value,
  ];
  return guesses.find((guess) => accepts(type, guess));
}

/** Kafka knows no units: durations are in the key's own unit, sizes in bytes. */
function scaled(value: string): string[] {
  const [, number, unit] = /^(\d+)\s*([kmg])i?b?$/i.exec(value) ?? [];
  if (number === undefined || unit === undefined) return [];
  return [String(Number(number) * 1024 ** ("kmg".indexOf(unit.toLowerCase()) + 1))];
}

/** The alternatives of a type; those of a list are inside its brackets. */
function alternatives(type: string): string[] {
  return type.match(/<[^>]*>|[^|]+/g) ?? [];
}

interface Range {
  kind: string;
  from: number;
  to: number;
}

function rangeOf(alternative: string): Range | undefined {
  const [, kind, from, to] = /^<(integer|number)(?: (-?[\d.]*?)\.\.(-?[\d.]*))?>$/.exec(alternative) ?? [];
  if (kind === undefined) return undefined;
  return { kind, from: from ? Number(from) : -Infinity, to: to ? Number(to) : Infinity };
}

function takes(alternative: string, value: string): boolean {
  const range = rangeOf(alternative);
  if (range) {
    const shape = range.kind === "integer" ? /^-?\d+$/ : /^-?(\d+(\.\d*)?|\.\d+)(e-?\d+)?$/i;
    return shape.test(value) && range.from <= Number(value) && Number(value) <= range.to;
  }
  const words = listWords(alternative);
  if (words) {
    return value.split(",").every((word) => words.includes(word.trim()));
  }
  return alternative === "<text>" || alternative === "<list>" || alternative === value;
}

function listWords(alternative: string): string[] | undefined {
  return /^<list of (.+)>$/.exec(alternative)?.[1]?.split("|");
}

function inWords(alternative: string): string {
  const range = rangeOf(alternative);
  if (range) {
    const article = range.kind === "integer" ? "an integer" : "a number";
    const wide = range.from === -(2 ** 31);
    return [
      article,
      range.from === -Infinity || wide ? "" : ` from ${range.from}`,
      range.to === Infinity ? "" : ` to ${range.to}`,
    ].join("");
  }
  const words = listWords(alternative);
  if (words) return `a list of ${words.join(", ")}`;
  if (alternative === "<text>") return "any text";
  return alternative === "<list>" ? "a list with commas" : alternative;
}
