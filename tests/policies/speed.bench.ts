import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { kindOf } from "../../checks/kind";
import { judgeObjects } from "../../policies/judge";
import { rules } from "../../policies/list";
import { defaultsOf } from "../../policies/rule";
import { median, run, type Cost } from "../../scripts/bench-measure";
import { Pack, type Resource } from "./support";

const count = 1000;
/** What kube-score was measured to take for a resource. */
const mark = 0.46;

const root = join(__dirname, "../..");
const active = rules.map((rule) => ({ rule, settings: defaultsOf(rule) }));
/** As many copies of the rendered prod stack, each in a namespace of its own, as give a thousand resources. */
function manyResources(): any[] {
  const folder = join(root, "tests/golden/prod");
  const stack = readdirSync(folder).map((file) => parse(readFileSync(join(folder, file), "utf8")));
  return Array.from({ length: count }, (_, index) => {
    const object = structuredClone(stack[index % stack.length]);
    object.metadata.namespace = `messaging-${Math.floor(index / stack.length)}`;
    return object;
  });
}

/** What a piece of work in this process costs. */
function costOf(work: () => void): Cost {
  const start = process.hrtime.bigint();
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return { wall: Number(process.hrtime.bigint() - start) / 1e9, cpu: (user + system) / 1e6, stdout: "" };
}

/** Prints the medians in milliseconds for a resource, and gives that of the processor's time. */
function tell(name: string, costs: Cost[]): number {
  const wall = (median(costs.map((cost) => cost.wall)) * 1000) / count;
  const cpu = (median(costs.map((cost) => cost.cpu ?? cost.wall)) * 1000) / count;
  console.log(`      ${name}: ${cpu.toFixed(3)} ms of processor time, ${wall.toFixed(3)} ms by the clock`);
  return cpu;
}

const times = (number: number, work: () => Cost) => Array.from({ length: number }, work);

describe(`${count} resources`, () => {
  const resources = manyResources();
  const objects = resources.map((object) => ({ kind: kindOf(object.apiVersion, object.kind), object }));
  const work = mkdtempSync(join(tmpdir(), "speed-"));
  const file = join(work, "all.yaml");
  let plain = NaN;

  before(() => {
    writeFileSync(file, resources.map((object) => stringify(object, { version: "1.1" })).join("---\n"));
  });
  after(() => {
    rmSync(work, { recursive: true });
  });

  it(`are judged by all rules in less than ${mark} ms each`, () => {
    const judge = () => costOf(() => judgeObjects(objects, active, "2026-01-01"));
    tell(`plain functions, ${rules.length} rules, the first pass`, [judge()]);
    plain = tell("plain functions, a later pass", times(9, judge));
    assert.ok(plain < mark);
  });

  it("are judged by the plain functions in less time than kube-score takes", function () {
    const program = process.env["KUBE_SCORE"] ?? "kube-score";
    if (spawnSync(program, ["version"]).error) this.skip();
    // Neither tool's exit code is about whether it worked.
    const score = () =>
      run("sh", ["-c", `'${program}' score -o json '${file}' > '${file}.json'; test -s '${file}.json'`]);
    assert.ok(plain < tell("kube-score, the whole program", times(5, score)));
  });

  it("are judged from YAML by the command", () => {
    const audit = () =>
      run("sh", ["-c", `npm run --silent audit -- --format json '${file}' > '${file}.json'; test -s '${file}.json'`]);
    tell("npm run audit, the whole program", times(3, audit));
  });

  it("are judged by the pack over gRPC", async () => {
    const pack = await Pack.start();
    await pack.configure({});
    const asked: Resource[] = resources.map((props) => ({
      type: `kubernetes:${props.apiVersion as string}:${props.kind as string}`,
      props,
    }));
    const perResource = async (ask: () => Promise<unknown>) => {
      const start = process.hrtime.bigint();
      await ask();
      return Number(process.hrtime.bigint() - start) / 1e6 / count;
    };
    const single = await perResource(async () => {
      for (const resource of asked) await pack.analyze(resource);
    });
    console.log(`      gRPC, each resource by itself: ${single.toFixed(3)} ms by the clock`);
    const together = await perResource(() => pack.analyzeStack(asked));
    console.log(`      gRPC, the stack in one question: ${together.toFixed(3)} ms by the clock`);
    pack.stop();
  });
});
