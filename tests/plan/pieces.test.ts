import assert from "node:assert/strict";
import { parseArgs, UsageError } from "../../plan/args";
import { changes, fillIn } from "../../plan/remediate";
import { unknownValue } from "../../plan/properties";
import { seconds } from "../../plan/registration";
import { nameOf, typeOf, urnOf } from "../../plan/resource";
import { bytes, count, cpu, wrap } from "../../plan/units";

describe("command line", () => {
  it("has defaults for everything", () => {
    assert.deepEqual(parseArgs([], "/p"), { json: false, color: true, cwd: "/p", help: false });
  });

  it("reads every option", () => {
    const argv = ["--stack", "prod", "--json", "--no-color", "--secrets=s.json", "--cwd", "/q", "--out", "o", "-h"];
    const options = { stack: "prod", json: true, color: false, secrets: "s.json", cwd: "/q", out: "o", help: true };
    assert.deepEqual(parseArgs(argv, "/p"), options);
  });

  for (const [argv, message] of [
    [["--stak", "dev"], "Unknown option '--stak'"],
    [["dev"], "Unexpected argument 'dev'"],
    [["--stack"], "Option '-s, --stack <value>' argument missing"],
    [["--secrets="], "--secrets needs a value"],
    [["--json=yes"], "Option '--json' does not take an argument"],
  ] as const) {
    it(`refuses ${argv.join(" ")}`, () => {
      const isUsage = (error: Error): boolean => error instanceof UsageError && error.message.startsWith(message);
      assert.throws(() => parseArgs([...argv], "/p"), isUsage);
    });
  }
});

describe("URNs", () => {
  const stack = urnOf("dev", "p", "", "pulumi:pulumi:Stack", "p-dev");
  const parent = urnOf("dev", "p", stack, "m:index:A", "a");

  it("hold the types of all parents but the stack", () => {
    assert.equal(stack, "urn:pulumi:dev::p::pulumi:pulumi:Stack::p-dev");
    assert.equal(parent, "urn:pulumi:dev::p::m:index:A::a");
    assert.equal(urnOf("dev", "p", parent, "m:index:B", "b"), "urn:pulumi:dev::p::m:index:A$m:index:B::b");
  });

  it("tell their own type and name, whatever the name holds", () => {
    const urn = urnOf("dev", "p", parent, "m:index:B", "b::c");
    assert.deepEqual([typeOf(urn), nameOf(urn)], ["m:index:B", "b::c"]);
  });
});

describe("durations", () => {
  for (const [duration, expected] of [
    ["10m", 600],
    ["1h30m", 5400],
    ["1.5s", 1.5],
    ["250ms", 0.25],
    ["", 0],
  ] as const) {
    it(`${duration || "none"} is ${String(expected)} s`, () => assert.equal(seconds(duration), expected));
  }
});

describe("units for people", () => {
  it("show sizes in binary units", () => {
    assert.deepEqual([0, 512, 1536, 2 ** 31, 1.5 * 2 ** 40].map(bytes), [
      "0 B",
      "512 B",
      "1.5 KiB",
      "2 GiB",
      "1.5 TiB",
    ]);
  });

  it("show processors, not thousandths", () => {
    assert.deepEqual([200, 1500, 12345].map(cpu), ["0.2 CPU", "1.5 CPU", "12.3 CPU"]);
  });

  it("count in words", () => {
    assert.deepEqual(
      [count(1, "file"), count(0, "file"), count(2, "policy", "policies")],
      ["1 file", "0 files", "2 policies"],
    );
  });

  it("wrap at spaces, keep line breaks and never cut a word", () => {
    assert.deepEqual(wrap("one two three\nfour abcdefghijkl five", 8), [
      "one two",
      "three",
      "four",
      "abcdefghijkl",
      "five",
    ]);
  });
});

describe("remediations", () => {
  it("get the values back that the pack never saw", () => {
    const after = { a: unknownValue, b: [{ c: unknownValue }], d: "new" };
    assert.deepEqual(fillIn(after, { a: 1, b: [{ c: 2 }], d: "old" }), { a: 1, b: [{ c: 2 }], d: "new" });
  });

  it("are told value by value", () => {
    const diff = changes({ a: { b: 1, c: [1, 2] }, d: "x" }, { a: { b: 2, c: [1, 3] }, e: "y" });
    assert.deepEqual(diff, ["a.b: 1 -> 2", "a.c.1: 2 -> 3", 'd: "x" -> nothing', 'e: nothing -> "y"']);
  });
});
