import type { Bundle } from "../../tests/corpus/corpus";
import { equivalents } from "./equivalents";
import { firstLabelsOf, precision, recall, ruleOf, scoreOf, type Row } from "./score";

/** What one tool said, as rows of our rules. */
export interface Column {
  name: string;
  version: string;
  rows: ReadonlySet<Row>;
}

export interface Results {
  bundles: Bundle[];
  rules: string[];
  ours: ReadonlySet<Row>;
  expected: ReadonlySet<Row>;
  /** Expected rows that other tools could have too. */
  comparable: ReadonlySet<Row>;
  others: Column[];
}

const only = (rows: ReadonlySet<Row>, rule: string): Set<Row> =>
  new Set([...rows].filter((row) => ruleOf(row) === rule));

/** docs/policies/accuracy.md. */
export function page(results: Results): string {
  const { bundles, expected } = results;
  return `${[
    "# Accuracy",
    "<!-- Written by `npm run accuracy`. -->",
    `How often the rules are right about ${bundles.length} public bundles of manifests that nobody of this project wrote:` +
      ` ${expected.size} findings, written down by hand before a rule ran on them. The bundles, the labels with a reason each,` +
      " and how they were made are in [tests/corpus](../../tests/corpus/README.md).",
    "*Precision*: what part of what a rule says is so. *Recall*: what part of what is so it says.",
    "## Three figures",
    threeFigures(results),
    "## Our rules",
    ours(results),
    ...sideBySide(results),
    "## Where the rules and the labels differ",
    differences(results),
    "## What the corpus mended",
    mended,
    "## Labels that were corrected",
    corrections(bundles),
    "## The corpus",
    corpus(bundles),
    "## Again",
    again,
  ].join("\n\n")}\n`;
}

/** The first two are about bundles that rules were mended by. */
function threeFigures({ bundles, ours: said, expected }: Results): string {
  const within = (rows: Iterable<Row>, some: Bundle[]) => {
    const names = new Set(some.map(({ name }) => name));
    return new Set([...rows].filter((row) => names.has(row.split(" ")[0] ?? "")));
  };
  const line = (what: string, some: Bundle[], labels: Iterable<Row>) => {
    const score = scoreOf(within(said, some), within(labels, some));
    return [what, String(some.length), String(within(labels, some).size), precision(score), recall(score)];
  };
  const [seen, heldOut] = [bundles.filter((one) => !one.heldOut), bundles.filter((one) => one.heldOut)];
  const first = bundles.flatMap(firstLabelsOf);
  return [
    table(
      ["", "bundles", "labels", "precision", "recall"],
      [
        line("the labels as they were first written", seen, first),
        line("the labels as corrected since", seen, expected),
        line("bundles labelled when the rules were done, as first written", heldOut, first),
        line("the same, as corrected since", heldOut, expected),
      ],
    ),
    "Rules were mended by the first bundles, so their figures say that nothing is known to be wrong, not how good the rules" +
      " are with the next manifest. For that there are the bundles that were labelled last and mended nothing.",
  ].join("\n\n");
}

const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

function ours({ rules, ours: said, expected }: Results): string {
  const line = (name: string, mine: ReadonlySet<Row>, wanted: ReadonlySet<Row>) => {
    const score = scoreOf(mine, wanted);
    const counts = [wanted.size, score.right, score.wrong, score.missed].map(String);
    return [name, ...counts, precision(score), recall(score)];
  };
  const known = rules.filter((rule) => only(expected, rule).size + only(said, rule).size > 0);
  const silent = rules.filter((rule) => !known.includes(rule));
  const rows = known.map((rule) => line(`[${rule}](${rule}.md)`, only(said, rule), only(expected, rule)));
  const note = silent.length === 0 ? "" : `\n\nNothing in the corpus is about ${silent.join(", ")}.`;
  const head = ["rule", "labelled", "right", "wrong", "missed", "precision", "recall"];
  return table(head, [...rows, line("**all**", said, expected)]) + note;
}

function sideBySide({ ours: said, comparable, others, rules }: Results): string[] {
  if (others.length === 0) return [];
  const plain = new Set([...comparable].map((row) => row.split(" ").slice(0, 2).join(" ")));
  const columns = [{ name: "this pack", version: "", rows: new Set([...said].filter(isPlain(plain))) }, ...others];
  const cell = (column: Column, rule: string) => {
    if (column.version !== "" && !equivalents[rule]?.[column.name]) return "no such check";
    const score = scoreOf(only(column.rows, rule), only(comparable, rule));
    return `${precision(score)} / ${recall(score)}`;
  };
  const shared = rules.filter((rule) => rule in equivalents && only(comparable, rule).size > 0);
  const alone = rules.filter((rule) => !(rule in equivalents));
  return [
    "## Side by side",
    "The same files in the same run, precision / recall by rule. Of the other tools those checks count that ask what a rule" +
      " of ours asks, warnings and fitting optional checks included, on plain objects (they know no custom resources), and" +
      " of checks about message systems only what they say of message systems.",
    table(
      ["rule", ...columns.map(({ name, version }) => `${name} ${version}`.trim())],
      shared.map((rule) => [rule, ...columns.map((column) => cell(column, rule))]),
    ),
    `Neither has anything like ${alone.join(", ")}.`,
  ];
}

const isPlain = (plain: ReadonlySet<string>) => (row: Row) => plain.has(row.split(" ").slice(0, 2).join(" "));

function differences({ bundles, ours: said, expected }: Results): string {
  const reason = (row: Row) => {
    const [bundle = "", id = "", rule = ""] = row.split(" ");
    return bundles.find(({ name }) => name === bundle)?.known?.[`${id} ${rule}`] ?? "";
  };
  const wrong = [...said].filter((row) => !expected.has(row)).map((row) => [row, "wrong", reason(row)]);
  const missed = [...expected].filter((row) => !said.has(row)).map((row) => [row, "missed", reason(row)]);
  if (wrong.length + missed.length === 0) return "Nowhere.";
  return table(["bundle, object, rule", "", "why"], [...wrong, ...missed]);
}

function corrections(bundles: Bundle[]): string {
  const byReason = new Map<string, string[]>();
  for (const { name, corrected } of bundles) {
    for (const [label, why] of Object.entries(corrected ?? {})) {
      byReason.set(why, [...(byReason.get(why) ?? []), `${name} ${label}`]);
    }
  }
  const rows = [...byReason].map(([why, labels]) => [why, String(labels.length), labels.join("<br>")]);
  return rows.length === 0 ? "None." : table(["what showed it", "labels", "bundle, object, rule"], rows);
}

function corpus(bundles: Bundle[]): string {
  const count = ({ findings }: Bundle) => Object.values(findings).flatMap((rules) => Object.keys(rules)).length;
  return table(
    ["bundle", "what it is", "from", "licence", "findings"],
    bundles.map((bundle) => [
      bundle.name,
      bundle.about,
      `[${bundle.repository}](https://github.com/${bundle.repository}/tree/${bundle.files[0]?.commit ?? ""})`,
      bundle.licence,
      String(count(bundle)),
    ]),
  );
}

const mended = `Errors of rules that the first bundles showed, and that were mended:

- jvm-heap did not see a java.env that the start command writes, and passed a heap without any limit;
- quorum-members counted an ensemble's whole list for each of its StatefulSets, quorum-replicas each part for the whole;
- rabbitmq-replication passed a Queue without a type;
- broker-secrets could not read settings that an operator takes key by key;
- zone-spread did not know all labels of Strimzi's pods, health-probes not the ports of RabbitMQ with TLS only;
- default-users and rabbitmq-thresholds did not know the first user and the memory that RabbitMQ's operator sets;
- recommended-labels took a component for an instance, which it is with RabbitMQ's operator only.`;

const again = `\`\`\`sh
npm run corpus                                # brings the manifests, each by its commit and checksum
go install github.com/zegl/kube-score/cmd/kube-score@v1.20.0
pip install checkov==3.3.30
npm run accuracy                              # writes this page
\`\`\`

\`KUBE_SCORE\` and \`CHECKOV\` name the programs when they are not in the path, \`CORPUS\` another folder for the manifests. A tool
that is not there has no column.`;
