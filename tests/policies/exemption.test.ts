import assert from "node:assert/strict";
import { checkExempted, checkExemption, isExempt } from "../../checks/exemption";
import { Field } from "../../checks/field";
import { statefulSet } from "./fixtures";
import { found, foundInAll } from "./questions";
import { unknown, type Resource } from "./support";

const today = "2026-06-01";
const annotated = (text: unknown) => ({ metadata: { annotations: { "policy.messaging.dev/exempt": text } } });
const place = 'metadata.annotations["policy.messaging.dev/exempt"]';
const ids = ["node-spread", "image-pinned"];

const refused = (text: string) =>
  checkExemption(ids)("StatefulSet", annotated(text), { settings: { longestDays: 100 }, today }).map(
    ({ message }) => message,
  );

describe("an exemption", () => {
  it("counts up to its last day", () => {
    const object = new Field(annotated("node-spread: two nodes, until 2026-06-01"));
    assert.equal(isExempt("node-spread", object, "2026-06-01"), true);
    assert.equal(isExempt("node-spread", object, "2026-06-02"), false);
    assert.equal(isExempt("image-pinned", object, "2026-06-01"), false);
  });

  it("is one of several, on lines or between semicolons", () => {
    const two = "node-spread: a, until 2026-06-01; image-pinned: b, c: d, until 2026-06-02\n\nx";
    assert.equal(isExempt("image-pinned", new Field(annotated(two)), today), true);
    assert.deepEqual(refused(two), [`Exemption 3 in ${place} cannot be read.`]);
  });

  for (const [what, text, problem] of [
    ["without a reason", "node-spread: , until 2026-06-01", "cannot be read"],
    ["without a last day", "node-spread: two nodes", "cannot be read"],
    ["of a rule that there is not", "node-sprad: two nodes, until 2026-06-01", "is of no rule that there is"],
    ["of itself", "exemption: enough, until 2026-06-01", "is of no rule that there is"],
    ["that is over", "node-spread: two nodes, until 2026-05-31", "of node-spread was over on 2026-05-31"],
    ["until a day that there is not", "node-spread: two nodes, until 2026-06-32", "ends on a day that there is not"],
    ["that lasts too long", "node-spread: two nodes, until 2026-09-10", "of node-spread lasts longer than 100 days"],
  ] as const) {
    it(`is refused ${what}`, () => assert.deepEqual(refused(text), [`Exemption 1 in ${place} ${problem}.`]));
  }

  it("is accepted with a reason and a last day", () => {
    assert.deepEqual(refused("node-spread: two nodes, until 2026-09-09"), []);
  });

  it("is told of, without its reason", () => {
    const text =
      "node-spread: hunter2, until 2026-06-30; image-pinned: over, until 2026-05-01; other: x, until 2026-07-01";
    const told = checkExempted(ids)("StatefulSet", annotated(text), { settings: {}, today });
    assert.deepEqual(
      told.map(({ message }) => message),
      ["node-spread does not count here until 2026-06-30."],
    );
  });
});

describe("the pack with exemptions", () => {
  const day = (ahead: number) => new Date(Date.now() + ahead * 24 * 3600 * 1000).toISOString().slice(0, 10);
  const exempt = (text: unknown): Resource => {
    const { type, props } = statefulSet({ affinity: undefined });
    return { type, props: { ...props, ...annotated(text) } };
  };

  it("sets a rule of a resource aside", async () => {
    const message = await found("node-spread", exempt(`node-spread: two nodes, until ${day(-1)}`));
    assert.equal(message.length, 1);
    assert.deepEqual(await found("node-spread", exempt(`node-spread: two nodes, until ${day(9)}`)), []);
  });

  it("sets a rule of the stack aside", async () => {
    assert.equal((await foundInAll("disruption-budget", [exempt("")])).length, 1);
    assert.deepEqual(await foundInAll("disruption-budget", [exempt(`disruption-budget: one, until ${day(9)}`)]), []);
  });

  it("refuses one that is over, and tells of one that counts", async () => {
    const [over] = await found("exemption", exempt(`node-spread: two nodes, until ${day(-1)}`));
    assert.equal(over, `Exemption 1 in ${place} of node-spread was over on ${day(-1)}.`);
    const [told] = await found("exempted", exempt(`node-spread: two nodes, until ${day(9)}`));
    assert.equal(told, `node-spread does not count here until ${day(9)}.`);
  });

  it("lets no unknown annotation set anything aside", async () => {
    assert.equal((await found("node-spread", exempt(unknown.text))).length, 1);
    assert.deepEqual(await found("exemption", exempt(unknown.text)), [
      `${place} is unknown before the deployment, so it cannot be judged.`,
    ]);
  });
});
