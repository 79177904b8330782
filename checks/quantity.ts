/**
 * Kubernetes quantities as exact integers.
 * https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
const suffixes: Record<string, [numerator: bigint, denominator: bigint]> = {
  n: [1n, 10n ** 9n],
  u: [1n, 10n ** 6n],
  m: [1n, 1000n],
  "": [1n, 1n],
  k: [1000n, 1n],
  M: [10n ** 6n, 1n],
  G: [10n ** 9n, 1n],
  T: [10n ** 12n, 1n],
  P: [10n ** 15n, 1n],
  E: [10n ** 18n, 1n],
  Ki: [2n ** 10n, 1n],
  Mi: [2n ** 20n, 1n],
  Gi: [2n ** 30n, 1n],
  Ti: [2n ** 40n, 1n],
  Pi: [2n ** 50n, 1n],
  Ei: [2n ** 60n, 1n],
};

const pattern = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(?:([eE][+-]?\d{1,2})|(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei))?$/;

/** The quantity in thousandths, rounded up as the API server does; undefined when it is not a quantity. */
export function parseMilli(quantity: string): bigint | undefined {
  const match = pattern.exec(quantity);
  if (!match) return undefined;
  const [, sign, decimal = "", exponent, suffix] = match;
  const [whole = "", fraction = ""] = decimal.split(".");
  let [numerator, denominator] = suffixes[suffix ?? ""] ?? [1n, 1n];
  if (exponent) {
    const power = BigInt(exponent.slice(1));
    if (power >= 0n) numerator *= 10n ** power;
    else denominator *= 10n ** -power;
  }
  const top = BigInt(whole + fraction || "0") * numerator * 1000n;
  const bottom = 10n ** BigInt(fraction.length) * denominator;
  const milli = (top + bottom - 1n) / bottom;
  return sign === "-" ? -milli : milli;
}

/** Bytes of a memory or storage quantity, `2Gi` -> 2147483648; undefined when it is not a quantity. */
export function parseBytes(quantity: string): number | undefined {
  const milli = parseMilli(quantity);
  return milli === undefined ? undefined : Number(milli / 1000n + (milli % 1000n > 0n ? 1n : 0n));
}

/** Thousandths of a core, `500m` -> 500, `2` -> 2000; undefined when it is not a quantity. */
export function parseMilliCores(quantity: string): number | undefined {
  const milli = parseMilli(quantity);
  return milli === undefined ? undefined : Number(milli);
}

/** The shortest binary notation of a number of bytes: 2147483648 -> `2Gi`. */
export function formatBytes(bytes: number): string {
  for (const [suffix, unit] of [
    ["Ti", 2 ** 40],
    ["Gi", 2 ** 30],
    ["Mi", 2 ** 20],
    ["Ki", 2 ** 10],
  ] as const) {
    if (bytes >= unit && (bytes * 10) % unit === 0) return `${bytes / unit}${suffix}`;
  }
  return String(bytes);
}
