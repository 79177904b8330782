import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const root = resolve(__dirname, "..");
const work = join(root, "bin");

/** What one run of a command cost. */
export interface Cost {
  /** Seconds from start to end. */
  wall: number;
  /** Seconds of processor time, of its children too; undefined where the system does not tell. */
  cpu: number | undefined;
  stdout: string;
}

/** Processor time of all children that have ended, in seconds; Linux counts it in hundredths. */
function childrenCpu(): number | undefined {
  const file = "/proc/self/stat";
  if (!existsSync(file)) return undefined;
  // the command's name, in parentheses, may contain spaces
  const fields = readFileSync(file, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

/** Runs a command; one that fails ends the bench, since its time means nothing. */
export function run(command: string, args: string[], env: NodeJS.ProcessEnv = {}): Cost {
  const cpuBefore = childrenCpu();
  const start = process.hrtime.bigint();
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: Infinity,
    encoding: "utf8",
  });
  const wall = Number(process.hrtime.bigint() - start) / 1e9;
  if (status !== 0) throw new Error(`${[command, ...args].join(" ")} failed: ${error?.message ?? stderr}`);
  const cpuAfter = childrenCpu();
  return { wall, cpu: cpuBefore === undefined || cpuAfter === undefined ? undefined : cpuAfter - cpuBefore, stdout };
}

/** Largest resident size in bytes that the Node process of `args` itself had, children aside. */
export function peakMemory(args: string[]): number {
  const [probe, result] = [join(work, "peak-probe.cjs"), join(work, "peak-memory")];
  const report = `require("node:fs").writeFileSync(process.env.PEAK_FILE, String(process.resourceUsage().maxRSS))`;
  writeFileSync(probe, `const file = process.env.PEAK_FILE;\nprocess.on("exit", () => ${report});\n`);
  try {
    run(process.execPath, ["--require", probe, ...args], { PEAK_FILE: result });
    return Number(readFileSync(result, "utf8")) * 1024;
  } finally {
    rmSync(probe, { force: true });
    rmSync(result, { force: true });
  }
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low = NaN, high = NaN] = [
    sorted[Math.floor((sorted.length - 1) / 2)],
    sorted[Math.ceil((sorted.length - 1) / 2)],
  ];
  return (low + high) / 2;
}
