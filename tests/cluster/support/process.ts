import { spawn } from "node:child_process";

/** What a finished process left behind. */
export interface Finished {
  code: number;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  /** Text for standard input. */
  input?: string;
  cwd?: string;
  /** Variables on top of this process's own. */
  env?: Record<string, string>;
  /** Milliseconds until the process is killed. @default 120000 */
  timeoutMs?: number;
}

/** Runs a command to its end, whatever its exit code. */
export function finish(command: string, args: string[], options: RunOptions = {}): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      timeout: options.timeoutMs ?? 120_000,
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      const stderr = Buffer.concat(err).toString() + (signal ? `\nended by ${signal}` : "");
      resolve({ code: code ?? 1, stdout: Buffer.concat(out).toString(), stderr });
    });
    child.stdin.on("error", () => undefined); // a process may end without reading its input
    child.stdin.end(options.input ?? "");
  });
}

/** Runs a command and throws, with what it printed, unless it succeeds. */
export async function run(command: string, args: string[], options: RunOptions = {}): Promise<Finished> {
  const done = await finish(command, args, options);
  if (done.code !== 0) {
    throw new Error(`${command} ${args.join(" ")}: exit ${done.code}\n${done.stdout.slice(-4000)}${done.stderr}`);
  }
  return done;
}
