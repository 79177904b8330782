import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { root, start, TestProject } from "./support";

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Waits until `condition` holds; mocha's own limit ends a wait in vain. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(20);
}

describe("the policy pack's process", () => {
  let project: TestProject;
  before(() => {
    project = new TestProject();
    const source = readFileSync(project.path("policies/index.ts"), "utf8");
    const tellPid = `import { writeFileSync } from "node:fs";\nwriteFileSync("../pid", String(process.pid));\n`;
    project.write("policies/index.ts", tellPid + source);
  });
  after(() => project.remove());

  const pid = (): number => Number(readFileSync(project.path("pid"), "utf8"));

  it("has ended when the plan has", () => {
    project.plan("good");
    assert.ok(!isAlive(pid()));
  });

  it("has ended when the program fails", () => {
    project.planWith({ fail: "defect" });
    assert.ok(!isAlive(pid()));
  });

  it("ends when the plan is killed", async () => {
    const main = readFileSync(project.path("index.ts"), "utf8");
    project.write("index.ts", `${main}\nexport const late = new Promise((resolve) => setTimeout(resolve, 60_000));\n`);
    const before = pid();
    const plan = spawn(process.execPath, [start, "--cwd", project.dir, "--stack", "good"], {
      cwd: root,
      stdio: "ignore",
    });
    await until(() => existsSync(project.path("pid")) && pid() !== before && isAlive(pid()));
    plan.kill("SIGKILL");
    await once(plan, "exit");
    await until(() => !isAlive(pid()));
    project.write("index.ts", main);
  });

  it("that does not start is told with its own words", () => {
    const source = readFileSync(project.path("policies/index.ts"), "utf8");
    project.write("policies/index.ts", `throw new Error("no policies today");\n${source}`);
    const { code, stderr } = project.plan("good");
    assert.equal(code, 1);
    assert.match(stderr, /^the policy pack does not start:\n[^]*Error: no policies today/);
    project.write("policies/index.ts", source);
  });

  it("that prints before its port is told so", () => {
    const source = readFileSync(project.path("policies/index.ts"), "utf8");
    project.write("policies/index.ts", `console.log("hello");\n${source}`);
    const { code, stderr } = project.plan("good");
    assert.equal(code, 1);
    assert.equal(stderr, 'the policy pack printed "hello" where the engine wants its port\n');
  });
});
