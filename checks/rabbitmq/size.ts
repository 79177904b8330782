import { parseBytes } from "../quantity";

/** A size in the broker's own notation: `2GB` is 10^9, `2GiB` and `2Gi` are 2^30 each. */
export function brokerBytes(size: string): number | undefined {
  const quantity = size
    .trim()
    .replace(/^(\d+)\s*([kKMGTP])(i?)B?$/, (_, number: string, unit: string, binary: string) =>
      [number, binary ? unit.toUpperCase() : unit.replace("K", "k"), binary].join(""),
    );
  return parseBytes(quantity);
}
