import { textOr } from "./properties";

/** Gives `count` bytes, as many calls as wanted. */
export type Bytes = (count: number) => Buffer;

/** What a resource that lives in the state alone would give: its id and its computed outputs. */
export interface Generated {
  id: string;
  outputs: Record<string, string | number | unknown[]>;
}

type Inputs = Record<string, unknown>;

const lower = "abcdefghijklmnopqrstuvwxyz";
const upper = lower.toUpperCase();
const digits = "0123456789";
const special = "!@#$%&*()-_=+[]{}<>:?";
const pets = "ant bat bee cat cod cow doe dog eel elk emu fly fox gnu hen jay kid koi man owl pig ram rat yak".split(
  " ",
);

/** An integer in [0, limit), each one as likely: a remainder of the byte range would not be. */
function below(limit: number, bytes: Bytes): number {
  const top = 2 ** 48 - (2 ** 48 % limit);
  for (;;) {
    const number = bytes(6).readUIntBE(0, 6);
    if (number < top) return number % limit;
  }
}

const pick = (from: string, bytes: Bytes): string => from.charAt(below(from.length, bytes));

function shuffle<T>(items: readonly T[], bytes: Bytes): T[] {
  const rest = [...items];
  return items.flatMap(() => rest.splice(below(rest.length, bytes), 1));
}

function text(inputs: Inputs, bytes: Bytes): string {
  const number = (key: string): number => Number(inputs[key] ?? 0);
  const classes = [
    { chars: lower, on: inputs["lower"], min: number("minLower") },
    { chars: upper, on: inputs["upper"], min: number("minUpper") },
    { chars: digits, on: inputs["numeric"] ?? inputs["number"], min: number("minNumeric") },
    { chars: textOr(inputs["overrideSpecial"], special), on: inputs["special"], min: number("minSpecial") },
  ].filter(({ on }) => on !== false);
  const must = classes.flatMap(({ chars, min }) => Array.from({ length: min }, () => pick(chars, bytes)));
  const all = classes.map(({ chars }) => chars).join("");
  const free = Array.from({ length: Math.max(0, number("length") - must.length) }, () => pick(all, bytes));
  return shuffle([...must, ...free], bytes).join("");
}

function uuid(bytes: Bytes, version: number): string {
  const raw = bytes(16);
  raw.writeUInt8((raw.readUInt8(6) & 0x0f) | (version << 4), 6);
  raw.writeUInt8((raw.readUInt8(8) & 0x3f) | 0x80, 8);
  return raw.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function uuidResult(bytes: Bytes, version: number): Generated {
  const result = uuid(bytes, version);
  return { id: result, outputs: { result } };
}

function textResult(inputs: Inputs, bytes: Bytes, id?: string): Generated {
  const result = text(inputs, bytes);
  return { id: id ?? result, outputs: { result } };
}

function idResult(inputs: Inputs, bytes: Bytes): Generated {
  const raw = bytes(Number(inputs["byteLength"]));
  const prefix = textOr(inputs["prefix"], "");
  const b64Url = prefix + raw.toString("base64url");
  const hex = raw.toString("hex");
  const dec = prefix + BigInt(`0x${hex}`).toString();
  return { id: b64Url, outputs: { b64Std: prefix + raw.toString("base64"), b64Url, hex: prefix + hex, dec } };
}

function petResult(inputs: Inputs, bytes: Bytes): Generated {
  const words = Array.from({ length: Number(inputs["length"] ?? 2) }, () => pets[below(pets.length, bytes)]);
  const prefix = textOr(inputs["prefix"], "");
  return { id: [...(prefix ? [prefix] : []), ...words].join(textOr(inputs["separator"], "-")), outputs: {} };
}

function integerResult(inputs: Inputs, bytes: Bytes): Generated {
  const min = Number(inputs["min"]);
  const result = min + below(Number(inputs["max"]) - min + 1, bytes);
  return { id: String(result), outputs: { result } };
}

function shuffleResult(inputs: Inputs, bytes: Bytes): Generated {
  const items = inputs["inputs"] as unknown[];
  return {
    id: "-",
    outputs: { results: shuffle(items, bytes).slice(0, Number(inputs["resultCount"] ?? items.length)) },
  };
}

function bytesResult(inputs: Inputs, bytes: Bytes): Generated {
  const raw = bytes(Number(inputs["length"]));
  return { id: "-", outputs: { base64: raw.toString("base64"), hex: raw.toString("hex") } };
}

const kinds: Record<string, (inputs: Inputs, bytes: Bytes) => Generated> = {
  RandomPassword: (inputs, bytes) => textResult(inputs, bytes, "none"),
  RandomString: textResult,
  RandomBytes: bytesResult,
  RandomId: idResult,
  RandomInteger: integerResult,
  RandomPet: petResult,
  RandomShuffle: shuffleResult,
  RandomUuid: (_, bytes) => uuidResult(bytes, 4),
  RandomUuid4: (_, bytes) => uuidResult(bytes, 4),
  RandomUuid7: (_, bytes) => uuidResult(bytes, 7),
};

export const isRandom = (type: string): boolean => type.startsWith("random:");

/** Does the work of the provider of @pulumi/random for one resource of type `random:index/…:<kind>`. */
export function emulateRandom(type: string, inputs: Inputs, bytes: Bytes): Generated {
  const kind = kinds[type.split(":").at(-1) ?? ""];
  if (!kind) throw new Error(`the plan cannot emulate ${type}; it knows ${Object.keys(kinds).join(", ")}`);
  return kind(inputs, bytes);
}
