import { createHash } from "node:crypto";

/** Ten characters that stand for a content. */
export function hash(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 10);
}
