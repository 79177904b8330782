import assert from "node:assert/strict";
import fc from "fast-check";
import { formatBytes, parseBytes, parseMilli, parseMilliCores } from "../../checks/quantity";

const suffixes = ["", "k", "M", "G", "T", "Ki", "Mi", "Gi", "Ti"];
const digits = fc.integer({ min: 0, max: 1_000_000 });

describe("quantity", () => {
  const bytes: [string, number][] = [
    ["0", 0],
    ["1", 1],
    ["2Gi", 2 ** 31],
    ["2G", 2e9],
    ["1.5Gi", 1.5 * 2 ** 30],
    [".5Ki", 512],
    ["1.", 1],
    ["1e3", 1000],
    ["1E3", 1000],
    ["12e-1", 2],
    ["512m", 1],
    ["1E", 1e18],
    ["-1Ki", -1024],
    ["+1Ki", 1024],
  ];
  for (const [written, value] of bytes) {
    it(`reads ${written} as ${value} bytes`, () => assert.equal(parseBytes(written), value));
  }

  for (const written of [
    "",
    " ",
    "Gi",
    "2GB",
    "2gi",
    "1 Gi",
    "1.2.3",
    "0x10",
    "1e",
    "1e3Gi",
    "--1",
    "NaN",
    "Infinity",
  ]) {
    it(`does not take ${JSON.stringify(written)} for one`, () => assert.equal(parseMilli(written), undefined));
  }

  it("reads CPU in thousandths of a core", () => {
    assert.deepEqual(["500m", "2", "0.1", "1.5", "1k"].map(parseMilliCores), [500, 2000, 100, 1500, 1_000_000]);
  });

  it("rounds what is finer than a thousandth up, as the API server does", () => {
    assert.deepEqual(["1u", "1n", "1001u"].map(parseMilliCores), [1, 1, 2]);
  });

  it("gives back what it has formatted", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 50 }), (size) => parseBytes(formatBytes(size)) === size));
  });

  it("formats with the largest suffix that needs at most one decimal", () => {
    assert.deepEqual([2 ** 31, 1.5 * 2 ** 30, 512 * 2 ** 20, 1000, 1].map(formatBytes), [
      "2Gi",
      "1.5Gi",
      "512Mi",
      "1000",
      "1",
    ]);
  });

  it("grows with the number, whatever the suffix", () => {
    fc.assert(
      fc.property(digits, digits, fc.constantFrom(...suffixes, "m"), (a, b, suffix) => {
        const [first = 0n, second = 0n] = [parseMilli(`${a}${suffix}`), parseMilli(`${b}${suffix}`)];
        return a <= b === first <= second || first === second;
      }),
    );
  });

  it("is the number times what the suffix stands for", () => {
    fc.assert(
      fc.property(digits, fc.constantFrom(...suffixes), (number, suffix) => {
        const [one = 0n, many = 1n] = [parseMilli(`1${suffix}`), parseMilli(`${number}${suffix}`)];
        return many === BigInt(number) * one;
      }),
    );
  });

  it("keeps its amount when it is negated", () => {
    fc.assert(fc.property(digits, (number) => parseMilli(`-${number}Mi`) === -(parseMilli(`${number}Mi`) ?? 1n)));
  });

  it("never throws", () => {
    fc.assert(fc.property(fc.string(), (text) => ["bigint", "undefined"].includes(typeof parseMilli(text))));
  });
});
