import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { filesIn, root, runPlan } from "./support";

/** `UPDATE_GOLDEN=1 npm test` writes them anew; their diff is for review. */
const update = process.env["UPDATE_GOLDEN"] === "1";
const golden = join(root, "tests/golden");

describe("golden output", () => {
  for (const stack of ["dev", "prod"]) {
    describe(stack, () => {
      let out: string;
      let text: string;
      before(() => {
        out = mkdtempSync(join(tmpdir(), "golden-"));
        text = runPlan(["--stack", stack, "--out", out]).stdout.replaceAll(out, `rendered/${stack}`);
        if (!update) return;
        const dir = join(golden, stack);
        rmSync(dir, { recursive: true, force: true });
        mkdirSync(dir, { recursive: true });
        writeFileSync(join(golden, `${stack}.txt`), text);
        for (const [name, content] of Object.entries(filesIn(out))) writeFileSync(join(dir, name), content);
      });
      after(() => rmSync(out, { recursive: true }));

      it("prints what a reviewer has seen", () => {
        assert.equal(text, readFileSync(join(golden, `${stack}.txt`), "utf8"));
      });

      it("renders what a reviewer has seen", () => {
        assert.deepEqual(filesIn(out), filesIn(join(golden, stack)));
      });

      it("fits into 100 columns", () => {
        assert.deepEqual(
          text.split("\n").filter((line) => line.length > 100),
          [],
        );
      });
    });
  }
});
