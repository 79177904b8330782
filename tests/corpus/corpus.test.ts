import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../policies/list";
import { judge } from "../../scripts/accuracy/ours";
import { bundles, corpusFolder, isThere, objectsOf } from "./corpus";

const ids = rules.map(({ id }) => id);
const told = readFileSync(join(__dirname, "verdicts.txt"), "utf8").split("\n");
const toldOf = (bundle: string) =>
  told.filter((row) => row.startsWith(`${bundle} `)).map((row) => row.slice(bundle.length + 1));

describe("the corpus", () => {
  it("has at least 25 bundles", () => {
    assert.ok(bundles().length >= 25);
  });

  for (const bundle of bundles()) {
    const labels = Object.entries(bundle.findings).flatMap(([id, found]) =>
      Object.keys(found).map((rule) => `${id} ${rule}`),
    );

    describe(bundle.name, () => {
      it("names its files by commit and checksum, and their licence", () => {
        assert.ok(bundle.licence.length > 0 && bundle.files.length > 0);
        for (const { commit, sha256 } of bundle.files) {
          assert.match(commit, /^[0-9a-f]{40}$/);
          assert.match(sha256, /^[0-9a-f]{64}$/);
        }
      });

      it("has labels of rules that there are, each with a reason", () => {
        for (const found of Object.values(bundle.findings)) {
          for (const [rule, reason] of Object.entries(found)) assert.ok(ids.includes(rule) && reason.length > 2, rule);
        }
      });

      it("is judged as its labels say, known differences aside", () => {
        const said = toldOf(bundle.name);
        const differences = [
          ...said.filter((row) => !labels.includes(row)),
          ...labels.filter((row) => !said.includes(row)),
        ];
        assert.deepEqual(differences.sort(), Object.keys(bundle.known ?? {}).sort());
      });

      // npm run corpus brings them; without them what was recorded has to do.
      if (isThere(corpusFolder(), bundle)) {
        it("is judged as was recorded", () => {
          const said = judge(objectsOf(corpusFolder(), bundle), "2026-01-01");
          assert.deepEqual(said.map(({ id, check }) => `${id} ${check}`).sort(), toldOf(bundle.name));
        });
      }
    });
  }
});
