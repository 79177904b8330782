// `npm run bench`: what the plan costs, against the bare import of the SDKs that it cannot do without.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { median, peakMemory, root, run, type Cost } from "./bench-measure";

const limits = { timeRatio: 2, memoryRatio: 1.5, msPerResource: 6, growth: 1.5 };
const pairs = 7;
const sizes = [10, 100, 400];

const work = join(root, "bin");
const imports = join(work, "bare-imports.cjs");
const start = join(root, "plan/start.cjs");
const failures: string[] = [];

/** Prints a figure with its limit and remembers a miss. */
function judge(what: string, value: number, limit: number, digits = 2): void {
  const good = value <= limit;
  const line = `${what}: ${value.toFixed(digits)} (at most ${String(limit)})`;
  console.log(`  ${good ? "ok " : "BAD"} ${line}`);
  if (!good) failures.push(line);
}

const npm = process.platform === "win32" ? "npm.cmd" : "npm";
const bare = (): Cost => run(process.execPath, [imports]);
const npmStart = (stack: string): Cost => run(npm, ["start", "--silent", "--", "--stack", stack]);

function compare(stack: string): void {
  // side by side, so that whatever else the machine does strikes both
  const runs = Array.from({ length: pairs }, () => ({ base: bare(), plan: npmStart(stack) }));
  const wall = median(runs.map(({ base, plan }) => plan.wall / base.wall));
  const seconds = [median(runs.map(({ base }) => base.wall)), median(runs.map(({ plan }) => plan.wall))];
  console.log(`${stack}: npm start ${seconds[1]?.toFixed(2) ?? ""} s, bare imports ${seconds[0]?.toFixed(2) ?? ""} s`);
  judge("time ratio", wall, limits.timeRatio);
  if (runs[0]?.base.cpu !== undefined) {
    judge(
      "processor time ratio",
      median(runs.map(({ base, plan }) => (plan.cpu ?? 0) / (base.cpu ?? 0))),
      limits.timeRatio,
    );
  }
  judge("peak memory ratio", peakMemory([start, "--stack", stack]) / peakMemory([imports]), limits.memoryRatio);
}

/** A program of many clusters, judged by the same policies; it lives beside the bundles, out of the way. */
function benchProgram(): string {
  const dir = mkdtempSync(join(work, "bench-"));
  writeFileSync(join(dir, "Pulumi.yaml"), "name: messaging\nruntime: nodejs\n");
  for (const size of sizes)
    writeFileSync(join(dir, `Pulumi.n${String(size)}.yaml`), `config:\n  messaging:count: ${String(size)}\n`);
  symlinkSync(join(root, "policies"), join(dir, "policies"), "junction");
  writeFileSync(
    join(dir, "index.ts"),
    `import { Config } from "@pulumi/pulumi";
import { RabbitMQCluster } from "../../components";

const resources = { requests: { cpu: "500m", memory: "2Gi" }, limits: { cpu: "2", memory: "2Gi" } };
for (let at = 0; at < new Config().requireNumber("count"); at++) {
  new RabbitMQCluster(\`rabbitmq-\${String(at)}\`, { namespace: "bench", replicas: 3, resources });
}
`,
  );
  return dir;
}

interface Point {
  resources: number;
  seconds: number;
}

const slope = (from: Point, to: Point): number => (to.seconds - from.seconds) / (to.resources - from.resources);

/** How many times as long as on an idle machine things take at this moment: 1 or more. */
function slowdown(): number {
  const { wall, cpu } = bare();
  return Math.max(1, wall / (cpu ?? wall));
}

function measureGrowth(): void {
  const dir = benchProgram();
  const points = sizes.map((size): Point => {
    const args = [start, "--cwd", dir, "--stack", `n${String(size)}`, "--json"];
    if (size === sizes[0]) run(process.execPath, args); // builds the bundle of this program and its code cache
    const before = slowdown();
    const { wall, stdout } = run(process.execPath, args);
    const seconds = wall / ((before + slowdown()) / 2);
    const resources = (JSON.parse(stdout) as { resources: unknown[] }).resources.length - 1; // one is the stack itself
    const each = (seconds / resources) * 1000;
    console.log(
      `  ${String(size)} components, ${String(resources)} resources: ${seconds.toFixed(2)} s, ${each.toFixed(2)} ms each`,
    );
    return { resources, seconds };
  });
  const [small, middle, large] = points as [Point, Point, Point];
  judge("milliseconds per further resource", slope(small, large) * 1000, limits.msPerResource);
  judge("growth of that from the first step to the second", slope(middle, large) / slope(small, middle), limits.growth);
  rmSync(dir, { recursive: true });
}

function bench(): void {
  mkdirSync(work, { recursive: true });
  writeFileSync(imports, ["pulumi", "kubernetes", "random"].map((name) => `require("@pulumi/${name}");\n`).join(""));
  for (const stack of ["dev", "prod"]) {
    npmStart(stack); // brings the bundles and their code caches up to date
    compare(stack);
  }
  console.log("growth");
  measureGrowth();
  rmSync(imports);
}

try {
  bench();
} catch (error) {
  failures.push((error as Error).message.trim());
}
if (failures.length) {
  console.error(`\nfailed:\n${failures.map((failure) => `  ${failure}`).join("\n")}`);
  process.exitCode = 1;
}
