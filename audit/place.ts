import { isAlias, isMap, isPair, isScalar, isSeq, type Document, type Node } from "yaml";
import type { Located } from "./objects";

/** Keys and indices of a finding's path: `spec.containers[0].env`, `data["a.conf"]`. */
export function segments(path: string): (string | number)[] {
  return [...path.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([^.[\]]+)/g)].map(([, index, quoted, plain]) => {
    if (index !== undefined) return Number(index);
    return quoted === undefined ? (plain ?? "") : (JSON.parse(quoted) as string);
  });
}

/** Line of the place that a path names, or of the nearest one above that is written. */
export function lineOf({ text, at }: Located, path: string): number {
  return text.lineAt(offsetOf(text.document, [...at, ...segments(path)]));
}

function offsetOf(document: Document, keys: (string | number)[]): number {
  let node = document.contents as Node | null | undefined;
  let offset = node?.range?.[0] ?? 0;
  for (const key of keys) {
    if (isAlias(node)) node = node.resolve(document);
    const found = child(node, key);
    if (!found) break;
    [offset, node] = found;
  }
  return offset;
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
