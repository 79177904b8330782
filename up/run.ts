import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import type { Readable, Writable } from "node:stream";
import type { Plan, Step } from "./decide";

/** Where the person is. */
export interface Terminal {
  input: Readable;
  output: Writable;
  errors: Writable;
}

/** Does what was planned; the result is the exit code. */
export async function run(plan: Plan, dir: string, terminal: Terminal): Promise<number> {
  const say = (line: string) => terminal.output.write(`${line}\n`);
  plan.announcement.forEach(say);
  const env = { ...process.env, ...plan.env };
  if (plan.check && (await exitCode(plan.check, dir, env, "ignore")) !== 0) {
    terminal.errors.write(`${plan.check.refusal}\n`);
    return 1;
  }
  if (plan.question !== undefined && !(await agrees(plan.question, terminal))) {
    say("Nothing was changed.");
    return 1;
  }
  makeLocalBackend(plan.env["PULUMI_BACKEND_URL"]);
  for (const step of plan.steps) {
    const code = await exitCode(step, dir, env, "inherit");
    if (code !== 0) return code;
  }
  return 0;
}

/** Yes is `y` or `yes`; anything else, and the end of the input, is no. */
async function agrees(question: string, { input, output }: Terminal): Promise<boolean> {
  const lines = createInterface({ input, output });
  const closed = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
  const answer = await Promise.race([lines.question(`${question} [y/N] `), closed]);
  lines.close();
  return /^y(es)?$/i.test(answer.trim());
}

/** Pulumi does not make the folder of a file backend. */
function makeLocalBackend(url: string | undefined): void {
  if (url !== undefined) mkdirSync(url.slice("file://".length), { recursive: true });
}

function exitCode(step: Step, cwd: string, env: NodeJS.ProcessEnv, stdout: "inherit" | "ignore"): Promise<number> {
  // Ctrl-C goes to Pulumi too, which ends what it has begun; until then we wait.
  const wait = () => undefined;
  process.on("SIGINT", wait);
  return new Promise<number>((resolve) => {
    const child = spawn(step.file, step.args, { cwd, env, stdio: ["inherit", stdout, "inherit"] });
    child.once("error", (error) => {
      process.stderr.write(`${step.file}: ${error.message}\n`);
      resolve(1);
    });
    child.once("exit", (code) => resolve(code ?? 1));
  }).finally(() => process.off("SIGINT", wait));
}
