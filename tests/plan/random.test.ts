import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { emulateRandom } from "../../plan/random";

const make = (kind: string, inputs: Record<string, unknown> = {}): Record<string, unknown> =>
  emulateRandom(`random:index/x:${kind}`, inputs, randomBytes).outputs;
const times = Array.from({ length: 200 });

describe("emulated random resources", () => {
  it("make passwords of the length and the classes that are asked for", () => {
    const inputs = { length: 24, special: false };
    times.forEach(() => assert.match(String(make("RandomPassword", inputs)["result"]), /^[A-Za-z0-9]{24}$/));
  });

  it("take special characters from overrideSpecial alone", () => {
    const inputs = { length: 12, upper: false, lower: false, numeric: false, overrideSpecial: "-_" };
    assert.match(String(make("RandomString", inputs)["result"]), /^[-_]{12}$/);
  });

  it("keep every minimum", () => {
    times.forEach(() => {
      const result = String(make("RandomPassword", { length: 8, minUpper: 2, minNumeric: 3, minSpecial: 3 })["result"]);
      assert.equal(result.length, 8);
      assert.equal(result.replace(/[^A-Z]/g, "").length, 2);
      assert.equal(result.replace(/[^0-9]/g, "").length, 3);
    });
  });

  it("use every character of a class", () => {
    const digits = times.map(
      () => make("RandomString", { length: 20, upper: false, lower: false, special: false })["result"],
    );
    assert.equal(new Set(digits.join("")).size, 10);
  });

  it("give bytes in every encoding", () => {
    const { base64, hex } = make("RandomBytes", { length: 32 });
    assert.equal(Buffer.from(String(base64), "base64").toString("hex"), hex);
    assert.equal(String(hex).length, 64);
  });

  it("give an id in every encoding, with its prefix", () => {
    const { hex, b64Std, b64Url, dec } = make("RandomId", { byteLength: 8, prefix: "p-" });
    const raw = Buffer.from(String(hex).slice(2), "hex");
    assert.equal(raw.length, 8);
    assert.deepEqual([b64Std, b64Url], [`p-${raw.toString("base64")}`, `p-${raw.toString("base64url")}`]);
    assert.equal(dec, `p-${raw.readBigUInt64BE().toString()}`);
  });

  it("give UUIDs of the right version", () => {
    const uuid = (version: number): RegExp =>
      new RegExp(`^[0-9a-f]{8}-[0-9a-f]{4}-${String(version)}[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`);
    assert.match(String(make("RandomUuid")["result"]), uuid(4));
    assert.match(String(make("RandomUuid7")["result"]), uuid(7));
  });

  it("give integers from min to max, both included", () => {
    assert.deepEqual(
      [...new Set(times.map(() => make("RandomInteger", { min: 3, max: 5 })["result"]))].toSorted(),
      [3, 4, 5],
    );
  });

  it("name pets by their id", () => {
    assert.match(
      emulateRandom("random:index/randomPet:RandomPet", { prefix: "my" }, randomBytes).id,
      /^my-[a-z]+-[a-z]+$/,
    );
  });

  it("shuffle without loss and cut", () => {
    const inputs = ["a", "b", "c"];
    assert.deepEqual((make("RandomShuffle", { inputs })["results"] as string[]).toSorted(), inputs);
    assert.equal((make("RandomShuffle", { inputs, resultCount: 2 })["results"] as string[]).length, 2);
  });

  it("name the type that they do not know", () => {
    assert.throws(
      () => make("RandomNonsense"),
      /^Error: the plan cannot emulate random:index\/x:RandomNonsense; it knows RandomPassword, /,
    );
  });
});
