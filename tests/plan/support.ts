import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const root = resolve(__dirname, "../..");
export const start = join(root, "plan/start.cjs");

/** What a run of the plan left. */
export interface Result {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the real command line; no kubeconfig of the machine is seen. */
export function runPlan(args: string[], env: NodeJS.ProcessEnv = {}): Result {
  const { status, stdout, stderr } = spawnSync(process.execPath, [start, ...args], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, KUBECONFIG: "/dev/null", ...env },
  });
  return { code: status, stdout, stderr };
}

/** Name to content of every file in `dir`. */
export const filesIn = (dir: string): Record<string, string> =>
  Object.fromEntries(readdirSync(dir).map((name) => [name, readFileSync(join(dir, name), "utf8")]));

/** A private copy of the fixture project, where `bin/` is: out of git's sight, in reach of node_modules. */
export class TestProject {
  readonly dir: string;

  constructor() {
    mkdirSync(join(root, "bin"), { recursive: true });
    this.dir = mkdtempSync(join(root, "bin/test-"));
    cpSync(join(__dirname, "fixtures/project"), this.dir, { recursive: true });
  }

  path(...parts: string[]): string {
    return join(this.dir, ...parts);
  }

  write(file: string, content: string): void {
    writeFileSync(this.path(file), content);
  }

  /** Adds a stack with this config, each key in the project's namespace. */
  stack(name: string, config: Record<string, unknown>): void {
    const entries = Object.entries(config).map(([key, value]) => [`sample:${key}`, value]);
    this.write(`Pulumi.${name}.yaml`, JSON.stringify({ config: Object.fromEntries(entries) }));
  }

  plan(stack: string, ...args: string[]): Result {
    return runPlan(["--cwd", this.dir, "--stack", stack, ...args]);
  }

  /** Plans a stack of its own for this config. */
  planWith(config: Record<string, unknown>, ...args: string[]): Result {
    this.stack("case", config);
    return this.plan("case", ...args);
  }

  remove(): void {
    rmSync(this.dir, { recursive: true });
  }
}
