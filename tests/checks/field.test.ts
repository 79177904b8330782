import assert from "node:assert/strict";
import { Field, readable, Unreadable, unknownValue } from "../../checks/field";
import { finding, judge } from "../../checks/finding";
import { selects } from "../../checks/selector";

const rule = { id: "rule", severity: "high" } as const;

describe("field", () => {
  it("tells its place as people write it", () => {
    const labels = new Field({ a: [{ labels: { "app.kubernetes.io/name": "x" } }] }).get("a").items()[0]?.get("labels");
    assert.equal(labels?.get("app.kubernetes.io/name").path, 'a[0].labels["app.kubernetes.io/name"]');
    assert.equal(labels?.get("app").path, "a[0].labels.app");
  });

  it("walks past what is absent, and past what is unknown until it is read", () => {
    const field = new Field({ known: { unknown: unknownValue } });
    assert.equal(field.get("a", "b", "c").text(), undefined);
    assert.deepEqual(field.get("a").items(), []);
    assert.equal(field.get("known", "unknown").present, true);
    assert.throws(() => field.get("known", "unknown").text(), { path: "known.unknown", expected: undefined });
    assert.throws(() => field.get("known", "unknown", "below"), { path: "known.unknown", expected: undefined });
  });

  it("takes null for absent, as the API server does", () => {
    const field = new Field({ a: null }).get("a");
    assert.deepEqual(
      [field.present, field.text(), field.integer(), field.items(), field.entries()],
      [false, undefined, undefined, [], []],
    );
  });

  it("refuses another type than the API's", () => {
    const field = new Field({ text: "a", number: 1.5, list: [], map: {} });
    assert.throws(() => field.get("text").integer(), { expected: "a whole number" });
    assert.throws(() => field.get("number").integer(), { expected: "a whole number" });
    assert.throws(() => field.get("number").text(), { expected: "a string" });
    assert.throws(() => field.get("list").scalar(), { expected: "a string or a number" });
    assert.throws(() => field.get("map").items(), { expected: "a list" });
    assert.throws(() => field.get("list").entries(), { expected: "a map" });
    assert.throws(() => field.get("text", "below"), { expected: "a map" });
  });

  it("gives nothing where a reading is held up, but lets errors through", () => {
    assert.equal(
      readable(() => new Field(unknownValue, "a").text()),
      undefined,
    );
    assert.equal(
      readable(() => 1),
      1,
    );
    assert.throws(() => readable(() => assert.fail("a mistake")), { message: "a mistake" });
  });
});

describe("judgement", () => {
  it("that is held up is a finding of the rule", () => {
    const held = judge(rule, () => {
      throw new Unreadable("spec.replicas");
    });
    assert.deepEqual(held, [
      finding(
        rule,
        "spec.replicas",
        "spec.replicas is unknown before the deployment, so it cannot be judged.",
        "Make it a literal: no output of another resource, and no secret.",
      ),
    ]);
  });

  it("does not hide a mistake of its own", () => {
    assert.throws(() => judge(rule, () => assert.fail("a mistake")), { message: "a mistake" });
  });
});

describe("label selector", () => {
  const matches = (selector: unknown, labels: object = { app: "mq", tier: "a" }) =>
    selects(new Field(selector), new Field(labels));
  const expression = (operator: string, key: string, ...values: string[]) => ({
    matchExpressions: [{ key, operator, values }],
  });

  const cases: [string, unknown, boolean][] = [
    ["an absent selector", undefined, false],
    ["an empty selector", {}, true],
    ["equal labels", { matchLabels: { app: "mq" } }, true],
    ["another value", { matchLabels: { app: "db" } }, false],
    ["an absent label", { matchLabels: { zone: "a" } }, false],
    ["In with the value", expression("In", "app", "db", "mq"), true],
    ["In without the value", expression("In", "app", "db"), false],
    ["In of an absent label", expression("In", "zone", "a"), false],
    ["NotIn with the value", expression("NotIn", "app", "mq"), false],
    ["NotIn without the value", expression("NotIn", "app", "db"), true],
    ["NotIn of an absent label", expression("NotIn", "zone", "a"), true],
    ["Exists", expression("Exists", "app"), true],
    ["Exists of an absent label", expression("Exists", "zone"), false],
    ["DoesNotExist", expression("DoesNotExist", "zone"), true],
    ["DoesNotExist of a label", expression("DoesNotExist", "app"), false],
    ["an unknown operator", expression("Gt", "app", "1"), false],
    [
      "labels that match and an expression that does not",
      { matchLabels: { app: "mq" }, ...expression("Exists", "zone") },
      false,
    ],
  ];
  for (const [what, selector, expected] of cases) {
    it(`${expected ? "matches" : "does not match"} by ${what}`, () => assert.equal(matches(selector), expected));
  }
});
