import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "..", "..");

/** A project that depends on the packed tarball, with the dependencies of this repository. */
function consumer(): string {
  const project = mkdtempSync(join(tmpdir(), "messaging-consumer-"));
  const packed = execFileSync("npm", ["pack", "--json", "--silent", "--pack-destination", project], {
    cwd: root,
    encoding: "utf8",
  });
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  const modules = join(project, "node_modules");
  mkdirSync(join(modules, "messaging"), { recursive: true });
  execFileSync("tar", ["-xzf", join(project, filename), "-C", join(modules, "messaging"), "--strip-components=1"]);
  for (const dependency of ["@pulumi", "@types", "zod"])
    symlinkSync(join(root, "node_modules", dependency), join(modules, dependency));
  return project;
}

describe("the packed tarball", () => {
  let project = "";
  before(() => {
    project = consumer();
  });
  after(() => rmSync(project, { recursive: true, force: true }));

  it("gives a plain program the component, compiled", () => {
    writeFileSync(
      join(project, "program.js"),
      `const pulumi = require("@pulumi/pulumi");
       const seen = [];
       pulumi.runtime.setMocks({ call: () => ({}), newResource: ({ type, inputs }) => (seen.push(type), { id: "x", state: { ...inputs, result: "r", hex: "00" } }) });
       const { RabbitMQCluster } = require("messaging");
       new RabbitMQCluster("rabbitmq", { namespace: "default" });
       pulumi.runtime.disconnect().then(() => console.log(seen.filter((type) => /StatefulSet/.test(type)).join()));`,
    );
    const printed = execFileSync(process.execPath, ["program.js"], {
      cwd: project,
      encoding: "utf8",
    });
    assert.equal(printed.trim(), "kubernetes:apps/v1:StatefulSet");
  });

  it("has types that a strict program compiles against, and that refuse a misspelt setting", () => {
    const compile = (settings: string) => {
      writeFileSync(
        join(project, "program.ts"),
        `import { RabbitMQCluster } from "messaging";\nnew RabbitMQCluster("rabbitmq", { namespace: "default", ${settings} });\n`,
      );
      const options = [
        "--noEmit",
        "--strict",
        "--skipLibCheck",
        "--module",
        "nodenext",
        "--target",
        "es2023",
        "--types",
        "node",
      ];
      execFileSync(join(root, "node_modules", ".bin", "tsc"), [...options, "program.ts"], {
        cwd: project,
        encoding: "utf8",
      });
    };
    compile("replicas: 3");
    assert.throws(
      () => compile("replcas: 3"),
      ({ stdout }: { stdout: string }) => stdout.includes("replcas"),
    );
  });
});
