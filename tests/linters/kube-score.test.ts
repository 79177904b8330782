import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runPlan } from "../plan/support";
import { kubeScoreExceptions } from "./exceptions";

const program = process.env["KUBE_SCORE"] ?? "kube-score";
const critical = 1;

/** An object, by kube-score. */
interface Scored {
  object_name: string;
  checks: { check: { id: string }; grade: number; skipped: boolean }[] | null;
}

/** The complete set of a stack, as it would be applied. */
function manifests(directory: string, stack: string): string[] {
  const out = join(directory, stack);
  const { code, stdout, stderr } = runPlan([
    "--stack",
    stack,
    "--secrets",
    join(directory, "secrets.json"),
    "--out",
    out,
  ]);
  assert.equal(code, 0, stdout + stderr);
  return readdirSync(out)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => join(out, name));
}

function criticals(files: string[]): { object: string; check: string }[] {
  const { stdout, stderr } = spawnSync(program, ["score", "-o", "json", ...files], { encoding: "utf8" });
  assert.ok(stdout.startsWith("["), stderr);
  return (JSON.parse(stdout) as Scored[]).flatMap(({ object_name: object, checks }) =>
    (checks ?? [])
      .filter(({ grade, skipped }) => !skipped && grade === critical)
      .map(({ check }) => ({ object, check: check.id })),
  );
}

describe("kube-score over the committed stacks", function () {
  this.timeout(120_000);
  const directory = mkdtempSync(join(tmpdir(), "linters-"));
  const found: { object: string; check: string }[] = [];

  before(function () {
    if (spawnSync(program, ["version"]).status !== 0) return this.skip();
    for (const stack of ["dev", "prod"]) found.push(...criticals(manifests(directory, stack)));
  });
  after(() => rmSync(directory, { recursive: true }));

  it("finds nothing critical but what is named with its reason", () => {
    assert.deepEqual(
      found.filter(({ check }) => !(check in kubeScoreExceptions)),
      [],
    );
  });

  it("finds each exception that is named", () => {
    const checks = new Set(found.map(({ check }) => check));
    assert.deepEqual(
      Object.keys(kubeScoreExceptions).filter((check) => !checks.has(check)),
      [],
    );
  });
});
