import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";

interface Step {
  uses?: string;
  name?: string;
  run?: string;
}
interface Workflow {
  permissions?: Record<string, string>;
  concurrency?: unknown;
  jobs: Record<string, { permissions?: Record<string, string>; steps?: Step[] }>;
}

const github = join(__dirname, "../../.github");
const folder = join(github, "workflows");
const read = (file: string) => parse(readFileSync(join(folder, file), "utf8")) as Workflow;

describe("workflows", () => {
  const files = readdirSync(folder);

  for (const file of [...files.map((name) => `workflows/${name}`), "actions/setup/action.yml"]) {
    it(`${file} pins every action by a commit and says its version`, () => {
      const lines = readFileSync(join(github, file), "utf8").match(/uses: .*/g) ?? [];
      const foreign = lines.filter((line) => !line.startsWith("uses: ./"));
      assert.ok(foreign.length > 0);
      for (const line of foreign) assert.match(line, /^uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    });
  }

  for (const file of files) {
    it(`${file} may read, and runs once at a time`, () => {
      assert.deepEqual(read(file).permissions, { contents: "read" });
      assert.ok(read(file).concurrency);
    });
  }

  it("only a job that runs no code of the pull request may write to it", () => {
    const { jobs } = read("preview.yml");
    const writers = Object.entries(jobs).filter(([, { permissions }]) => permissions);
    assert.deepEqual(
      writers.map(([name, { permissions }]) => [name, permissions]),
      [["comment", { "pull-requests": "write" }]],
    );
    assert.deepEqual(
      jobs["comment"]?.steps?.flatMap(({ uses }) => uses?.split("@")[0] ?? []),
      ["actions/download-artifact"],
    );
  });
});

describe("preview comment", () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "messaging-comment-"));
    mkdirSync(join(dir, "reports"));
    writeFileSync(join(dir, "reports/plan of dev.txt"), `${"x".repeat(20000)}\n9 resources`);
    writeFileSync(join(dir, "reports/preview of dev.txt"), "+ 9 to create");
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  /** Runs the step with a `gh` that notes its arguments and finds the comment of that id. */
  function comment(old: string): string[] {
    const gh = join(dir, "gh");
    writeFileSync(gh, `#!/bin/sh\necho "$*" >> "${dir}/calls"\ncase "$*" in *--jq*) echo "${old}";; esac\n`);
    chmodSync(gh, 0o755);
    const step = read("preview.yml").jobs["comment"]?.steps?.find(({ name }) => name?.startsWith("One comment"));
    const env = {
      ...process.env,
      PATH: `${dir}:${process.env["PATH"]}`,
      COMMENTS: "issues/7/comments",
      COMMENT: "comments",
    };
    execFileSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step?.run ?? "exit 1"], { cwd: dir, env });
    return readFileSync(join(dir, "calls"), "utf8").trim().split("\n").slice(1);
  }

  it("is written once", () => {
    assert.deepEqual(comment(""), ["api --silent --method POST issues/7/comments --field body=@comment.md"]);
  });
  it("is updated when it is there", () => {
    assert.deepEqual(comment("42\n43"), ["api --silent --method PATCH comments/42 --field body=@comment.md"]);
  });
  it("holds the end of each report, under the mark it is found by", () => {
    comment("");
    const text = readFileSync(join(dir, "comment.md"), "utf8");
    assert.match(
      text,
      /^<!-- messaging: plan and preview -->\n<details><summary>plan of dev<\/summary>\n\n````text\nx+\n9 resources\n````/,
    );
    assert.match(text, /<summary>preview of dev<\/summary>\n\n````text\n\+ 9 to create\n````\n\n<\/details>\n$/);
    assert.ok(text.length < 15400, String(text.length));
  });
});
