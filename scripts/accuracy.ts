// `npm run accuracy`: our rules and, where they are installed, kube-score and Checkov over the corpus, in one run.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { rules } from "../policies/list";
import { bundles, corpusFolder, isThere, objectsOf } from "../tests/corpus/corpus";
import { asOurs, comparable } from "./accuracy/compare";
import { judge } from "./accuracy/ours";
import { page, type Column } from "./accuracy/page";
import { expectedOf, precision, recall, rowOf, scoreOf, type Row } from "./accuracy/score";
import { checkov, kubeScore, type Tool } from "./accuracy/tools";

const root = join(__dirname, "..");
const folder = corpusFolder();
const all = bundles();
const today = new Date().toISOString().slice(0, 10);

/** Ours, and what was said last is kept, so that tests can hold it against the labels without the manifests. */
function judgeAll(): Set<Row> {
  const rows = all.flatMap((bundle) =>
    judge(objectsOf(folder, bundle), today)
      .map(({ id, check }) => rowOf(bundle.name, id, check))
      .sort(),
  );
  writeFileSync(join(root, "tests/corpus/verdicts.txt"), `${rows.join("\n")}\n`);
  return new Set(rows);
}

/** A tool over all bundles, each a file. */
async function column(tool: Tool): Promise<Column> {
  const work = mkdtempSync(join(tmpdir(), "corpus-"));
  const given = all.map((bundle) => {
    const objects = objectsOf(folder, bundle);
    const file = join(work, `${bundle.name}.yaml`);
    writeFileSync(file, objects.map(({ object }) => stringify(object, { version: "1.1" })).join("---\n"));
    return { bundle, objects, file };
  });
  const said = await tool.judge(given.map(({ file }) => file));
  rmSync(work, { recursive: true });
  const rows = given.flatMap(({ bundle, objects }, i) => asOurs(tool.name, bundle, objects, said[i] ?? []));
  return { name: tool.name, version: tool.version, rows: new Set(rows) };
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
