// `npm run accuracy`: our rules and, where they are installed, kube-score and Checkov over the corpus, in one run.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { rules } from "../policies/list";
import { bundles, corpusFolder, isThere, objectsOf, type Bundle } from "../tests/corpus/corpus";
import { asOurs, comparable } from "./accuracy/compare";
import { judge } from "./accuracy/ours";
import { page, type Column } from "./accuracy/page";
import { expectedOf, precision, recall, scoreOf, type Row } from "./accuracy/score";
import { checkov, kubeScore, type Tool } from "./accuracy/tools";

const root = join(__dirname, "..");
const folder = corpusFolder();
const all = bundles();
const today = new Date().toISOString().slice(0, 10);

/** Ours, and what was said last is kept, so that tests can hold it against the labels without the manifests. */
function judgeAll(): Set<Row> {
  const verdicts: Record<string, string[]> = {};
  for (const bundle of all) {
    verdicts[bundle.name] = judge(objectsOf(folder, bundle), today)
      .map(({ id, check }) => `${id} ${check}`)
      .sort();
  }
  writeFileSync(join(root, "tests/corpus/verdicts.json"), `${JSON.stringify(verdicts, undefined, 2)}\n`);
  return new Set(Object.entries(verdicts).flatMap(([name, said]) => said.map((one): Row => `${name} ${one}` as Row)));
}

/** A tool over all bundles, two at a time. */
async function column(tool: Tool): Promise<Column> {
  const work = mkdtempSync(join(tmpdir(), "corpus-"));
  const rows = new Set<Row>();
  const judgeOne = async (bundle: Bundle) => {
    const objects = objectsOf(folder, bundle);
    const file = join(work, `${bundle.name}.yaml`);
    writeFileSync(file, objects.map(({ object }) => stringify(object)).join("---\n"));
    for (const row of asOurs(tool.name, bundle, objects, await tool.judge(file))) rows.add(row);
  };
  const waiting = [...all];
  const worker = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) await judgeOne(next);
  };
  await Promise.all([worker(), worker()]);
  rmSync(work, { recursive: true });
  return { name: tool.name, version: tool.version, rows };
}

async function main(): Promise<void> {
  const absent = all.filter((bundle) => !isThere(folder, bundle)).map(({ name }) => name);
  if (absent.length > 0) throw new Error(`npm run corpus first: ${absent.join(", ")} is not there`);
  const tools = (await Promise.all([kubeScore(), checkov()])).filter((tool) => tool !== undefined);
  const others: Column[] = [];
  for (const tool of tools) others.push(await column(tool));
  const expected = new Set(all.flatMap(expectedOf));
  const ours = judgeAll();
  writeFileSync(
    join(root, "docs/policies/accuracy.md"),
    page({
      bundles: all,
      rules: rules.map(({ id }) => id),
      ours,
      expected,
      comparable: new Set(all.flatMap(comparable)),
      others,
    }),
  );
  const score = scoreOf(ours, expected);
  console.log(`${String(expected.size)} labels: precision ${precision(score)}, recall ${recall(score)}`);
}

main().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
