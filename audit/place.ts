import { isAlias, isMap, isPair, isScalar, isSeq, type Document, type Node } from "yaml";
import type { Located } from "./objects";

/** Keys and indices of a finding's path: `spec.containers[0].env`, `data["a.conf"]`. */
export function segments(path: string): (string | number)[] {
  return [...path.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([^.[\]]+)/g)].map(([, index, quoted, plain]) => {
    if (index !== undefined) return Number(index);
    return quoted === undefined ? (plain ?? "") : (JSON.parse(quoted) as string);
  });
}

/**
 * Line of the place that a path names, or of the nearest one above that is written.
 * @param key a setting that the finding is about; in a file that is written line by line, its line.
 */
export function lineOf({ text, at }: Located, path: string, key = ""): number {
  const [offset, node] = find(text.document, [...at, ...segments(path)]);
  if (!isScalar(node) || node.type !== "BLOCK_LITERAL") return text.lineAt(offset);
  const lines = String(node.value).split("\n");
  const found = lines.findLastIndex((line) => line.trim().split(/[\s=:]/)[0] === key);
  const first = text.lineAt(node.range?.[0] ?? offset) + 1;
  return key === "" || found < 0 ? text.lineAt(offset) : first + found;
}

function find(document: Document, keys: (string | number)[]): [offset: number, node: Node | null | undefined] {
  let node = document.contents as Node | null | undefined;
  let offset = node?.range?.[0] ?? 0;
  for (const key of keys) {
    if (isAlias(node)) node = node.resolve(document);
    const found = child(node, key);
    if (!found) break;
    [offset, node] = found;
  }
  return [offset, node];
}

/** Where an entry begins, and its value. */
function child(node: unknown, key: string | number): [offset: number, value: Node | undefined] | undefined {
  if (isMap(node)) {
    const pair = node.items.find(
      (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(key),
    );
    const range = (pair?.key as Node | undefined)?.range;
    return range ? [range[0], (pair?.value ?? undefined) as Node | undefined] : undefined;
  }
  const item = isSeq(node) ? (node.items[Number(key)] as Node | undefined) : undefined;
  return item?.range ? [item.range[0], item] : undefined;
}
