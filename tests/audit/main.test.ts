import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "../../audit/args";
import { main } from "../../audit/main";
import { readSources } from "../../audit/sources";
import { two } from "./support";

const root = join(__dirname, "../..");

describe("npm run audit", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "audit-"));
    mkdirSync(join(folder, "below"));
    writeFileSync(join(folder, "below", "two.yaml"), two);
    writeFileSync(join(folder, "notes.txt"), "a: [");
    writeFileSync(join(folder, "bad.yml"), "a: [");
    writeFileSync(join(folder, "config.json"), JSON.stringify({ all: "disabled", "quorum-replicas": "advisory" }));
    writeFileSync(join(folder, "wrong.json"), JSON.stringify({ "quorum-replcas": "advisory" }));
  });
  after(() => rmSync(folder, { recursive: true }));

  const run = (...args: string[]) => {
    let [stdout, stderr] = ["", ""];
    const status = main(args, {
      out: (text) => (stdout += text),
      err: (text) => (stderr += text),
      now: new Date("2026-06-01"),
    });
    return { status, stdout: stdout.replaceAll(folder, "F"), stderr: stderr.replaceAll(folder, "F") };
  };
  const at = (file: string) => join(folder, file);

  it("is a command that reads stdin, ends with 1 when a mandatory rule is broken, and prints nothing but the format", () => {
    const tsx = join(root, "node_modules/tsx/dist/cli.mjs");
    const args = [tsx, join(root, "audit/main.ts"), "--format", "json", "-"];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { input: two, encoding: "utf8" });
    assert.equal(status, 1);
    assert.ok((JSON.parse(stdout) as { file: string }[]).every(({ file }) => file === "-"));
    assert.equal(stderr, "");
  });

  it("ends with 0 when none is broken, by the levels of a configuration", () => {
    const { status, stdout } = run("--config", at("config.json"), at("below"));
    assert.equal(status, 0);
    assert.match(stdout, /^F\/below\/two.yaml:7: advice quorum-replicas /);
  });

  it("ends with 2 when something cannot be read, and judges the rest", () => {
    const files = [at("below"), at("bad.yml"), at("nowhere.yaml")];
    const { status, stdout, stderr } = run(...files, "--config", at("config.json"));
    assert.equal(status, 2);
    assert.match(stdout, /quorum-replicas/);
    assert.match(stderr, /nowhere.yaml:1: not judged: there is no such file\nF\/bad.yml:1: not judged: no YAML/);
  });

  it("ends with 2 when the configuration names a rule that there is not", () => {
    const { status, stderr } = run("--config", at("wrong.json"), at("below"));
    assert.equal(status, 2);
    assert.equal(stderr, "F/wrong.json: 1 problem\n  quorum-replcas: no such policy; write quorum-replicas\n");
  });

  it("reads every YAML and JSON file below a folder, and no other", () => {
    const files = readSources([folder]).sources.map(({ file, found }) => [file.slice(folder.length + 1), found]);
    assert.deepEqual(files, [
      ["bad.yml", true],
      [join("below", "two.yaml"), true],
      ["config.json", true],
      ["wrong.json", true],
    ]);
  });

  it("refuses a command line that it does not understand", () => {
    assert.throws(() => parse(["--format", "xml", "a"]), { message: "--format is one of text, json, sarif, junit" });
    assert.throws(() => parse([]), { message: "name a file, a folder, or - for stdin" });
    assert.throws(() => parse(["--fromat", "json"]), /--fromat/);
  });
});
