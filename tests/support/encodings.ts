/** A text as people find it in objects, logs and URIs; of a key its lines, since YAML and JSON break it. */
export function encodings(value: string): string[] {
  const parts = value.includes("\n") ? value.split("\n").filter((line) => line.length > 40) : [value];
  return [...parts.flatMap((part) => [part, encodeURIComponent(part)]), Buffer.from(value).toString("base64")];
}
