import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { badConfig } from "./bad-config";
import { refusal } from "./refuse";

/** Whole messages, by the title of the case. */
const messages = new Map(
  readFileSync(join(__dirname, "bad-config.txt"), "utf8")
    .split(/^### /m)
    .slice(1)
    .map((section): [string, string] => {
      const end = section.indexOf("\n");
      return [section.slice(0, end), section.slice(end + 1).trimEnd()];
    }),
);

describe("stack config is refused with path, value, what is allowed and the remedy", () => {
  for (const [title, config] of Object.entries(badConfig)) {
    it(`fails for ${title}`, async () => {
      assert.equal(await refusal(config), messages.get(title));
    });
  }

  it("has no message without a case", () => {
    assert.deepEqual([...messages.keys()], Object.keys(badConfig));
  });
});
