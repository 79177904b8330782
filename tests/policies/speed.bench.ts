import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { kindOf } from "../../checks/kind";
import { judgeObjects } from "../../policies/judge";
import { rules } from "../../policies/list";
import { defaultsOf } from "../../policies/rule";
import { Pack, type Resource } from "./support";

const count = 1000;
/** What kube-score was measured to take for a resource. */
const mark = 0.46;

const root = join(__dirname, "../..");
const active = rules.map((rule) => ({ rule, settings: defaultsOf(rule) }));
const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

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

function milliseconds(work: () => void): number {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

const perResource = (name: string, total: number) =>
  console.log(`      ${name}: ${(total / count).toFixed(3)} ms a resource, ${(total / 1000).toFixed(2)} s in all`);

describe(`${count} resources`, () => {
  const resources = manyResources();
  const objects = resources.map((object) => ({ kind: kindOf(object.apiVersion, object.kind), object }));
  const work = mkdtempSync(join(tmpdir(), "speed-"));
  const file = join(work, "all.yaml");
  let plain = NaN;

  before(() => {
    writeFileSync(file, resources.map((object) => stringify(object)).join("---\n"));
  });
  after(() => {
    rmSync(work, { recursive: true });
  });

  it(`are judged by all rules in less than ${mark} ms each`, () => {
    const judge = () => judgeObjects(objects, active, "2026-01-01");
    const first = milliseconds(judge);
    plain = median(Array.from({ length: 9 }, () => milliseconds(judge)));
    perResource(`plain functions, ${rules.length} rules, the first pass`, first);
    perResource("plain functions, a later pass (median of 9)", plain);
    assert.ok(first / count < mark && plain / count < mark);
  });

  it("are judged by the plain functions in less time than kube-score takes", function () {
    const program = process.env["KUBE_SCORE"] ?? "kube-score";
    const run = () => spawnSync(program, ["score", "-o", "json", file], { maxBuffer: 2 ** 30 });
    if (run().error) this.skip();
    const score = median(Array.from({ length: 5 }, () => milliseconds(run)));
    perResource("kube-score, the whole program", score);
    assert.ok(plain < score);
  });

  it("are judged from YAML by the command", () => {
    const audit = () => {
      try {
        execFileSync("npm", ["run", "--silent", "audit", "--", file, "--format", "json"], { cwd: root, stdio: "pipe" });
      } catch (error) {
        assert.equal((error as { status?: number }).status, 1);
      }
    };
    perResource("npm run audit, the whole program", median(Array.from({ length: 3 }, () => milliseconds(audit))));
  });

  it("are judged by the pack over gRPC", async () => {
    const pack = await Pack.start();
    await pack.configure({});
    const asked: Resource[] = resources.map((props) => ({
      type: `kubernetes:${props.apiVersion as string}:${props.kind as string}`,
      props,
    }));
    const one = process.hrtime.bigint();
    for (const resource of asked) await pack.analyze(resource);
    const two = process.hrtime.bigint();
    await pack.analyzeStack(asked);
    const three = process.hrtime.bigint();
    perResource("gRPC, each resource by itself", Number(two - one) / 1e6);
    perResource("gRPC, the stack", Number(three - two) / 1e6);
    pack.stop();
  });
});
