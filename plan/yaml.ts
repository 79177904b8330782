import { isObject, type Value } from "./properties";

// A general YAML writer takes ten times as long, which a plan of many objects would notice.

/** Text that no YAML version takes for anything but text. */
const plain = /^[A-Za-z/][A-Za-z0-9_./-]*( [A-Za-z0-9_./-]+)*$/;
/** Words that a reader of YAML 1.1, as kubectl is, may take for something else. */
const reserved = /^(y|n|yes|no|on|off|true|false|null|e[0-9.]+)$/i;
/** Text that a block shows as it is: no line that is empty or starts with a blank at the top, no control character. */
const block = /^[^\s#\x00-\x1f\x7f-\uffff][\x20-\x7e\n]*$/;

/** Text on one line. */
const inline = (value: string): string => (plain.test(value) && !reserved.test(value) ? value : JSON.stringify(value));

function text(value: string, indent: string): string {
  if (!value.includes("\n") || !block.test(value) || / $/m.test(value)) return inline(value);
  const body = value.replace(/\n+$/, "");
  const newlines = value.length - body.length;
  const chomping = newlines === 0 ? "-" : newlines === 1 ? "" : "+";
  const lines = `${body}${"\n".repeat(Math.max(0, newlines - 1))}`.split("\n");
  return `|${chomping}${lines.map((line) => `\n${line && indent + line}`).join("")}`;
}

function scalar(value: Value, indent: string): string {
  return typeof value === "string" ? text(value, indent) : JSON.stringify(value ?? null);
}

/** `prefix`, then the value: on the same line, or below and further in. */
function entry(prefix: string, value: Value, indent: string): string {
  const isNested = Array.isArray(value) ? value.length > 0 : isObject(value) && Object.keys(value).length > 0;
  return isNested ? `${prefix}\n${nested(value, indent)}` : `${prefix} ${scalar(value, indent)}\n`;
}

function nested(value: Value, indent: string): string {
  if (Array.isArray(value)) return value.map((item) => listItem(item, indent)).join("");
  const entries = Object.entries(value as object) as [string, Value][];
  return entries.map(([key, inner]) => entry(`${indent}${inline(key)}:`, inner, `${indent}  `)).join("");
}

/** An object starts on the line of its dash. */
function listItem(item: Value, indent: string): string {
  if (!isObject(item) || !Object.keys(item).length) return entry(`${indent}-`, item, `${indent}  `);
  return `${indent}- ${nested(item, `${indent}  `).slice(indent.length + 2)}`;
}

/** An object as a YAML document; keys keep their order. */
export const toYaml = (value: object): string => nested(value, "");
