import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import type { Plan } from "../../up/decide";
import { run } from "../../up/run";
import { Project } from "./project";

describe("up: run", () => {
  let project: Project;
  // What the one who runs the tests is logged in to is not theirs.
  const backend = process.env["PULUMI_BACKEND_URL"];
  beforeEach(() => {
    delete process.env["PULUMI_BACKEND_URL"];
    project = new Project();
  });
  afterEach(() => {
    if (backend !== undefined) process.env["PULUMI_BACKEND_URL"] = backend;
    project.remove();
  });

  /** Runs a plan whose programs are those of the project; `answer` is typed, undefined closes the input. */
  async function go(plan: Partial<Plan>, answer?: string) {
    const [input, output, errors] = [new PassThrough(), new PassThrough(), new PassThrough()];
    input.end(answer);
    const whole = { announcement: ["stack    dev"], env: {}, steps: [step("select"), step("up")], ...plan };
    const code = await run(whole, project.dir, { input, output, errors });
    return { code, said: String(output.read() ?? ""), errors: String(errors.read() ?? "") };
  }
  const step = (...args: string[]) => ({ file: join(project.dir, "bin/pulumi"), args });

  it("runs the steps in order and ends with 0", async () => {
    project.program("pulumi");
    assert.deepEqual(await go({}), { code: 0, said: "stack    dev\n", errors: "" });
    assert.deepEqual(project.calls(), ["pulumi select []", "pulumi up []"]);
  });
  it("stops at the first step that fails and ends with its code", async () => {
    project.program("pulumi", { select: 3 });
    assert.equal((await go({})).code, 3);
    assert.deepEqual(project.calls(), ["pulumi select []"]);
  });
  it("makes the folder of the local state and gives its URL to every step", async () => {
    project.program("pulumi");
    const state = join(project.dir, ".messaging/state");
    await go({ env: { PULUMI_BACKEND_URL: `file://${state}` } });
    assert.deepEqual(project.calls(), [`pulumi select [file://${state}]`, `pulumi up [file://${state}]`]);
    assert.ok(existsSync(state));
  });

  for (const yes of ["y", "Y", "yes"]) {
    it(`goes on after ${yes}`, async () => {
      project.program("pulumi");
      const { code, said } = await go({ question: "Change this cluster?" }, `${yes}\n`);
      assert.equal(code, 0);
      assert.match(said, /^stack {4}dev\nChange this cluster\? \[y\/N\] /);
    });
  }
  for (const [what, no] of [
    ["n", "n\n"],
    ["nothing", "\n"],
    ["yesterday", "yesterday\n"],
    ["the end of the input", undefined],
  ]) {
    it(`changes nothing after ${what}`, async () => {
      project.program("pulumi");
      const { code, said } = await go({ question: "Change this cluster?" }, no);
      assert.equal(code, 1);
      assert.match(said, /Nothing was changed\.\n$/);
      assert.deepEqual(project.calls(), []);
    });
  }

  it("says in its own words when the CLI cannot be had, and runs nothing", async () => {
    const check = { ...step("version"), refusal: "No CLI." };
    project.program("pulumi", { version: 1 });
    assert.deepEqual(await go({ check }), { code: 1, said: "stack    dev\n", errors: "No CLI.\n" });
    assert.deepEqual(project.calls(), ["pulumi version []"]);
  });
});
