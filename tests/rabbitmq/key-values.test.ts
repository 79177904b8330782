import assert from "node:assert/strict";
import fc from "fast-check";
import { accepts, describe as inWords, meant } from "../../components/rabbitmq/key-values";
import list from "../../components/rabbitmq/known-keys.json";

const types = new Set(
  Object.values(list.keys).flatMap((keys) =>
    Object.values<string | Record<string, string>>(keys).flatMap((type) =>
      typeof type === "string" ? type : Object.values(type),
    ),
  ),
);

/** Results of the broker's own parser, Cuttlefish 3.9.1. */
const read: Record<string, { yes: string[]; no: string[] }> = {
  "true|false": { yes: ["true", "false"], no: ["on", "off", "True", "TRUE", "yes", "1", "0", ""] },
  "on|off": { yes: ["on", "off"], no: ["true", "false", "ON", "1"] },
  "<integer>": { yes: ["1", "0", "-1", "+1", "01", "65536"], no: ["1.0", "1e3", "0x10", "1 ", "10s", "", "a"] },
  "<integer 0..>": { yes: ["0", "1", "+1"], no: ["-1", "1.5"] },
  "<integer 1..>": { yes: ["1", "65536"], no: ["0", "-1"] },
  "<integer 0..255>": { yes: ["0", "255"], no: ["256", "-1"] },
  "<integer 1..65535>": { yes: ["1", "65535"], no: ["0", "65536"] },
  "<decimal>": { yes: ["1.5", "1.0", "1.0e3", "0.4"], no: ["1", "0", ".5", "1.", "1e3"] },
  "<decimal 0..1>": { yes: ["0.4"], no: ["0.0", "1.0", "1.5", "0"] },
  "<bytes>": { yes: ["10", "2GB", "2gb", "1kb", "1.5GB", ".5MB"], no: ["2Gb", "100MiB", "10 MB", "1B", "1e3", "1."] },
  "<duration>": {
    yes: ["10s", "10ms", "1m", "1h", "1d", "1w", "1f", "1h30m", "10S", "1.5s", ".5s"],
    no: ["10", "0s", "s", "1", ""],
  },
  "<ip:port>": {
    yes: ["127.0.0.1:80", "::1:80", "0.0.0.0:0"],
    no: ["127.0.0.1", "[::1]:80", "80", "a:80", "127.0.0.1:"],
  },
  "infinity|<integer>": { yes: ["infinity", "5"], no: ["Infinity", "never"] },
  "<text>": { yes: ["a", "5 ", "enc:abc"], no: [] },
};

describe("values of rabbitmq.conf", () => {
  for (const [type, { yes, no }] of Object.entries(read)) {
    it(`of ${type} are read as the broker reads them`, () => {
      assert.deepEqual(
        yes.filter((value) => !accepts(type, value)),
        [],
      );
      assert.deepEqual(
        no.filter((value) => accepts(type, value)),
        [],
      );
    });
  }

  it("of sizes take the units of the memory watermark and the disk limit", () => {
    const units = [
      "",
      "k",
      "K",
      "M",
      "G",
      "kB",
      "MB",
      "GB",
      "TB",
      "kiB",
      "KiB",
      "MiB",
      "GiB",
      "TiB",
      "Ki",
      "Mi",
      "Gi",
      "gib",
    ];
    for (const unit of units) assert.ok(accepts("<size>", `2${unit}`), unit);
    for (const value of ["1.5GB", "2 GB", "2Gii", "2GBs", "GB", "-2GB", "2t"])
      assert.ok(!accepts("<size>", value), value);
  });

  it("of addresses are of either family", () => {
    for (const value of ["0.0.0.0", "::", "fe80::1"]) assert.ok(accepts("<ip>", value), value);
    for (const value of ["localhost", "256.0.0.1", "::g"]) assert.ok(!accepts("<ip>", value), value);
  });

  it("of URLs are encrypted", () => {
    assert.ok(accepts("<https URL>", "https://login.example/realms/a"));
    for (const value of ["http://a", "https://", "a"]) assert.ok(!accepts("<https URL>", value), value);
  });

  it("of integers are those within the range", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0 }), fc.nat(1000), (value, from, length) => {
        const inside = from <= value && value <= from + length;
        assert.equal(accepts(`<integer ${from}..${from + length}>`, String(value)), inside);
      }),
    );
  });

  it("are described in words for every type of the list", () => {
    for (const type of types) assert.doesNotMatch(inWords(type), /<.*>|\.\./, type);
    assert.equal(inWords("infinity|<integer 0..>"), "infinity or an integer from 0");
    assert.equal(inWords("<integer 1..65535>"), "an integer from 1 to 65535");
    assert.equal(inWords("classic|quorum|stream"), "classic, quorum or stream");
  });

  it("that are literals are taken by their own type, for every type of the list", () => {
    for (const type of types) {
      for (const literal of type.split("|").filter((part) => !part.endsWith(">"))) {
        assert.ok(accepts(type, literal), literal);
        assert.equal(meant(type, `${literal} `), literal);
      }
    }
  });

  const guesses: [type: string, value: string, right: string | undefined][] = [
    ["true|false", "On", "true"],
    ["true|false", "disabled", "false"],
    ["on|off", "false", "off"],
    ["true|false", "TRUE", "true"],
    ["<decimal>", "1", "1.0"],
    ["<duration>", "30000", "30000ms"],
    ["<bytes>", "64 KB", "64KB"],
    ["<bytes>", "1Gi", "1GB"],
    ["verify_peer|verify_none", "verify_pear", "verify_peer"],
    ["debug|info|warning", "warn", "warning"],
    ["<integer>", "ten", undefined],
    ["<ip>", "localhost", undefined],
  ];
  for (const [type, value, right] of guesses) {
    it(`meant by ${value} for ${type}: ${right ?? "no guess"}`, () => assert.equal(meant(type, value), right));
  }
});
