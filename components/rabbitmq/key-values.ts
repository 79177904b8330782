import { isIP } from "node:net";
import { nearest } from "../../checks/nearest";

/** Whether a type of known-keys.json, such as `infinity|<integer 0..>`, takes a value as it stands in rabbitmq.conf. */
export function accepts(type: string, value: string): boolean {
  return alternatives(type).some(({ kind, literal, from, to }) =>
    kind ? kind.accepts(value, from, to) : value === literal,
  );
}

/** A type in words: `infinity or an integer from 0`. */
export function describe(type: string): string {
  const words = alternatives(type).map(({ kind, literal, from, to }) => {
    if (!kind) return literal;
    return [kind.words, from === -Infinity ? "" : ` from ${from}`, to === Infinity ? "" : ` to ${to}`].join("");
  });
  const last = words.slice(-1);
  return [words.slice(0, -1).join(", "), ...last].filter(Boolean).join(" or ");
}

/** The value that was probably meant by one that the type does not take: `true` by `on`, `1.0` by `1`, `64MB` by `64Mi`. */
export function meant(type: string, value: string): string | undefined {
  const literals = alternatives(type).flatMap(({ kind, literal }) => (kind ? [] : literal));
  const guesses = [
    ...(synonyms.find((words) => words.includes(value.toLowerCase())) ?? []),
    value.toLowerCase(),
    value.replace(/\s+/g, ""),
    `${value}.0`,
    `${value}ms`,
    value.replace(/([kmg])i?b?$/i, (_, unit: string) => `${unit.toUpperCase()}B`),
    literals.find((literal) => value.length > 2 && literal.startsWith(value)) ?? nearest(value, literals) ?? value,
  ];
  return guesses.find((guess) => accepts(type, guess));
}

const synonyms = [
  ["true", "on", "yes", "enabled"],
  ["false", "off", "no", "disabled"],
];

interface Kind {
  words: string;
  accepts(value: string, from: number, to: number): boolean;
}

/** As the broker's parser, Cuttlefish, takes them: it wants a decimal point in a decimal and a unit in a duration. */
const kinds: Record<string, Kind> = {
  text: { words: "any text", accepts: () => true },
  integer: {
    words: "an integer",
    accepts: (value, from, to) => /^[+-]?\d+$/.test(value) && from <= Number(value) && Number(value) <= to,
  },
  decimal: {
    words: "a number with a decimal point",
    accepts: (value, from, to) =>
      /^[+-]?\d+\.\d+(e[+-]?\d+)?$/i.test(value) && from < Number(value) && Number(value) < to,
  },
  bytes: {
    words: "bytes, or KB, MB or GB, which are 2^10, 2^20 and 2^30: 65536 or 64KB",
    accepts: (value) => /^(\d+(\.\d+)?|\.\d+)([KMG]B|[kmg]b)?$/.test(value),
  },
  size: {
    words: "bytes, with a unit if you like: 2147483648, 2GiB or 2GB",
    accepts: (value) =>
      /^\d+([kKmMgGpP]|[kKMGTP]B|[kmgtpKMGTP]b|[kKMGTP]iB|[kKMGTP]i|[kmgtp]ib|[KMGTP]IB)?$/.test(value),
  },
  duration: {
    words: "a duration with its unit: 500ms, 30s, 5m, 1h30m or 1d",
    accepts: (value) => /^(([1-9]\d*|\d*\.\d+)(ms|[fwdhms]))+$/i.test(value),
  },
  ip: { words: "an IP address", accepts: (value) => isIP(value) !== 0 },
  "ip:port": {
    words: "an IP address with a port: 127.0.0.1:5672",
    accepts: (value) => {
      const [, address = "", port = ""] = /^(.+):(\d+)$/.exec(value) ?? [];
      return isIP(address) !== 0 && port !== "";
    },
  },
  "https URL": { words: "a URL that begins with https://", accepts: (value) => /^https:\/\/[^/]/.test(value) },
};

interface Alternative {
  /** Undefined for a literal. */
  kind?: Kind;
  literal: string;
  from: number;
  to: number;
}

function alternatives(type: string): Alternative[] {
  return type.split("|").map((literal) => {
    const [, name = "", from, to] = /^<(.+?)(?: (\d*)\.\.(\d*))?>$/.exec(literal) ?? [];
    return { kind: kinds[name], literal, from: from ? Number(from) : -Infinity, to: to ? Number(to) : Infinity };
  });
}
