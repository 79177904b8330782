import { list, option, text, type Term } from "./erlang-terms";

/** Types without a check of their own are text to us: the broker alone can tell whether it has the file or the encrypted value. */
const types: Record<string, string> = {
  atom: "<text>",
  binary: "<text>",
  boolean: "true|false",
  byte: "<integer 0..255>",
  bytesize: "<bytes>",
  file: "<text>",
  flag: "on|off",
  float: "<decimal>",
  integer: "<integer>",
  ip: "<ip:port>",
  string: "<text>",
  tagged_binary: "<text>",
  tagged_string: "<text>",
};

/** What the named validators, functions in the schema files, leave of a type. */
const validated: Record<string, string> = {
  byte: "<integer 0..255>",
  connection_close_timeout: "<integer 0..5000>",
  https_uri: "<https URL>",
  is_ip: "<ip>",
  is_supported_information_unit: "<size>",
  less_than_1: "<decimal 0..1>",
  max_message_size: "<integer 1..536870912>",
  mirroring_sync_batch_size: "<bytes>",
  non_negative_integer: "<integer 0..>",
  non_zero_positive_16_bit_integer: "<integer 1..65535>",
  non_zero_positive_integer: "<integer 1..>",
  port: "<integer 1..65534>",
  positive_16_bit_unsigned_integer: "<integer 1..65535>",
  positive_32_bit_unsigned_integer: "<integer 1..4294967295>",
};
const unchecked = ["dir_writable", "file_accessible", "is_dir", "pem_file", "uri", "valid_regex"];

/** The type in our words: alternatives between `|`, each a literal or the name of a type in angle brackets. */
export function typeOf(datatypes: Term[], validators: string[]): string {
  // The last validator is the narrowest where there are several.
  const narrowed = validators.filter((validator) => !unchecked.includes(validator)).at(-1);
  if (narrowed !== undefined) {
    const type = validated[narrowed];
    if (type === undefined) throw new Error(`unknown validator ${narrowed}`);
    const literals = datatypes.flatMap((datatype) => alternatives(datatype)).filter((name) => !name.startsWith("<"));
    return [...literals, type].join("|");
  }
  const names = [...new Set((datatypes.length > 0 ? datatypes : [{ atom: "string" }]).flatMap(alternatives))];
  return names.includes("<text>") ? "<text>" : names.join("|");
}

function alternatives(datatype: Term): string[] {
  if ("atom" in datatype) {
    const type = types[datatype.atom];
    if (type !== undefined) return type.split("|");
  }
  const [head, detail] = "tuple" in datatype ? datatype.tuple : [];
  if (!head || !("atom" in head) || !detail) throw new Error(`unknown datatype ${JSON.stringify(datatype)}`);
  switch (head.atom) {
    case "enum":
      return list(detail).map(text);
    case "atom":
      return [text(detail)];
    case "list":
      return ["<text>"];
    case "duration":
      return ["<duration>"];
    case "float":
    case "integer":
      return [`<${head.atom === "float" ? "decimal" : "integer"} ${range(detail)}>`];
    default:
      throw new Error(`unknown datatype ${JSON.stringify(datatype)}`);
  }
}

/** `positive`, or `[{min, 1}, {max, 65535}]`; a decimal's bounds, `[{gt, 0}, {lt, 1}]`, are not in its range. */
function range(detail: Term): string {
  if ("atom" in detail) return detail.atom === "positive" ? "1.." : "0..";
  const bound = (...names: string[]) => {
    const term = names.map((name) => option(detail, name)).find(Boolean);
    return term && "number" in term ? String(term.number) : "";
  };
  return `${bound("min", "gt")}..${bound("max", "lt")}`;
}
