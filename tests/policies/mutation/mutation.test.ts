import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { kindOf } from "../../../checks/kind";
import { loadConfig } from "../../../policies/config";
import { judgeObjects } from "../../../policies/judge";
import { rules } from "../../../policies/list";
import type { Member } from "./edit";
import { podMutations } from "./pods";
import { rightMutations } from "./rights";
import { settingMutations } from "./settings";
import { stackMutations } from "./stack";

const folder = join(__dirname, "../../golden/prod");
const stack: Member[] = readdirSync(folder).map((file) => {
  const object = parse(readFileSync(join(folder, file), "utf8"));
  const name = object.metadata.name.replace(/-[0-9a-f]{10}$/, "");
  return { kind: kindOf(object.apiVersion, object.kind), id: `${object.kind}/${name}`, object };
});

const config = loadConfig(join(__dirname, "../../../policies"), "prod", rules);
const active = rules.map((rule) => ({ rule, settings: config[rule.id] as object }));
const judge = (members: Member[]) => judgeObjects(members, active, "2026-01-01");
const rows = (members: Member[]) =>
  judge(members).map(({ finding, about }) => `${finding.id} ${about.id} ${finding.message}`);

describe("the rules and the rendered prod stack", () => {
  const before = new Set(rows(stack));

  it("has nothing that a mandatory rule refuses", () => {
    const refused = judge(stack).filter(({ rule }) => config[rule.id]?.enforcementLevel === "mandatory");
    assert.deepEqual(
      refused.map(({ finding, about }) => `${finding.id} ${about.id} ${finding.message}`),
      [],
    );
  });

  for (const [what, edit, expected] of [...podMutations, ...stackMutations, ...rightMutations, ...settingMutations]) {
    it(`${what}: ${expected.length > 0 ? expected.join(" and ") : "nothing"}`, () => {
      const found = rows(edit(stack)).filter((row) => !before.has(row));
      const ids = new Set(found.map((row) => row.split(" ")[0]));
      assert.deepEqual([...ids].sort(), [...expected].sort(), found.join("\n"));
    });
  }
});
