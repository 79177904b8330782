/**
 * A type of known-keys.json from a ConfigDef's type and what its validator says of itself: `<integer 1..>`, `true|false`,
 * `uncompressed|zstd`, `<list of compact|delete>`.
 */
export function typeOf(type: string, validator: string): string {
  const range = /^\[(-?[\d.]+),\.\.\.(?:,(-?[\d.]+))?\](?: or (-?\d+))?$/.exec(validator);
  switch (type) {
    case "BOOLEAN":
      return "true|false";
    case "INT":
    case "SHORT":
    case "LONG":
    case "DOUBLE":
      return numeric(type, range);
    case "LIST":
      return /^\[[\w, ]+\]$/.test(validator) ? `<list of ${choices(validator)}>` : "<list>";
    case "STRING":
      return /^(\(case insensitive\) )?\[[^\]]+\]$/.test(validator) ? choices(validator) : "<text>";
    default:
      return "<text>";
  }
}

const limits: Record<string, [from: string, to: string]> = {
  SHORT: ["-32768", "32767"],
  INT: ["-2147483648", "2147483647"],
  // Beyond what a number of JavaScript holds exactly, so without limits.
  LONG: ["", ""],
  DOUBLE: ["", ""],
};

function numeric(type: string, range: RegExpExecArray | null): string {
  const [least = "", most = ""] = limits[type] ?? [];
  const [, from = least, to = most, other] = range ?? [];
  const word = type === "DOUBLE" ? "number" : "integer";
  const main = from === "" && to === "" ? `<${word}>` : `<${word} ${from}..${to}>`;
  return other === undefined ? main : `${main}|${other}`;
}

function choices(validator: string): string {
  return validator
    .replace(/^\(case insensitive\) /, "")
    .slice(1, -1)
    .split(", ")
    .join("|");
}
