import assert from "node:assert/strict";
import { readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TestProject } from "./support";

describe("bundles", () => {
  let project: TestProject;
  before(() => {
    project = new TestProject();
    project.plan("good");
  });
  after(() => project.remove());

  const edit = (file: string, from: string, to: string): void => {
    const text = readFileSync(project.path(file), "utf8");
    assert.ok(text.includes(from));
    project.write(file, text.replace(from, to));
  };
  const bundle = (dir: string, name: string): string =>
    (JSON.parse(readFileSync(project.path(dir, "bin", `${name}.json`), "utf8")) as { file: string }).file;
  const cacheOf = (file: string): string => project.path("bin", `${file}.${process.version}-${process.arch}.cache`);

  it("are built anew when the main file of the program changes", () => {
    edit("index.ts", "context: none", "context: other");
    assert.match(project.plan("good").stdout, /Notes\n {2}context: other\n/);
  });

  it("are built anew when a file that it imports changes", () => {
    edit("broker.ts", "one node may be lost", "any node may be lost");
    assert.match(project.plan("good").stdout, /any node may be lost/);
  });

  it("are built anew when a policy changes", () => {
    edit("policies/index.ts", '"protect it"', '"protect what is precious"');
    assert.match(project.plan("good").stdout, /protect what is precious/);
  });

  it("of the pack alone are built anew when only a policy changes", () => {
    const [program, pack] = [bundle(".", "program"), bundle("policies", "pack")];
    edit("policies/index.ts", "what is precious", "it");
    project.plan("good");
    assert.equal(bundle(".", "program"), program);
    assert.notEqual(bundle("policies", "pack"), pack);
  });

  it("are built anew when an edit keeps the size of a file", () => {
    edit("index.ts", "context: other", "context: third");
    assert.match(project.plan("good").stdout, /context: third/);
  });

  it("never run a program that no longer compiles", () => {
    edit("index.ts", "const namespace =", "const namespace = =");
    const { code, stdout, stderr } = project.plan("good");
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(stderr, /index\.ts:\d+:\d+: Unexpected "="/);
    edit("index.ts", "const namespace = =", "const namespace =");
    assert.equal(project.plan("good").code, 0);
  });

  it("name the import that is missing", () => {
    edit("index.ts", 'from "./broker"', 'from "./breaker"');
    assert.match(project.plan("good").stderr, /index\.ts:\d+:\d+: Could not resolve "\.\/breaker"/);
    edit("index.ts", 'from "./breaker"', 'from "./broker"');
  });

  it("stay when nothing changed", () => {
    project.plan("good");
    const files = readdirSync(project.path("bin"));
    project.plan("good");
    assert.deepEqual(readdirSync(project.path("bin")), files);
  });

  it("run with a code cache from the second time on, and without a usable one all the same", () => {
    project.plan("good");
    const cache = cacheOf(bundle(".", "program"));
    assert.ok(readFileSync(cache).length > 1000);
    writeFileSync(cache, "no cache");
    assert.equal(project.plan("good").code, 0);
    assert.ok(readFileSync(cache).length > 1000, "the bad cache is replaced");
  });

  it("leave no half written files", () => {
    const names = [...readdirSync(project.path("bin")), ...readdirSync(join(project.dir, "policies/bin"))];
    assert.deepEqual(
      names.filter((name) => !/\.(js|json|cache)$/.test(name)),
      [],
    );
  });

  it("are stale when a source has another time but the same text, and run the same", () => {
    utimesSync(project.path("broker.ts"), new Date(0), new Date(0));
    const file = bundle(".", "program");
    assert.equal(project.plan("good").code, 0);
    assert.equal(bundle(".", "program"), file);
  });
});
