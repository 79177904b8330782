import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..");

describe("the layout", () => {
  it("has no JSON file beside a TypeScript file of its name, which Pulumi's runner would load in its place", () => {
    const sources = ["components", "checks", "plan", "up"].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
    );
    const data = sources.filter((file) => file.endsWith(".json"));
    assert.ok(data.length > 0);
    assert.deepEqual(
      data.filter((file) => existsSync(join(root, file.replace(/json$/, "ts")))),
      [],
    );
  });
});
