import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { generatedFiles } from "../scripts/generated";

describe("generated files", () => {
  for (const [file, text] of Object.entries(generatedFiles())) {
    it(`${file} is what npm run generate writes`, () => {
      assert.equal(readFileSync(join(__dirname, "..", file), "utf8"), text);
    });
  }
});
