import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodings } from "../support/encodings";
import { filesIn, runPlan, type Result } from "./support";

/** Kinds of generated values that nobody may read; names and public parts of certificates are not among them. */
const secretTypes = /RandomPassword|RandomBytes|PrivateKey/;
const secretOutputs = /^(result|base64|hex|privateKeyPem\w*|privateKeyOpenssh)$/;

interface SecretsFile {
  resources: Record<string, { outputs: Record<string, unknown> }>;
}

/** Reads the generated values of a file for `--secrets`. */
function generated(file: string): string[] {
  const { resources } = JSON.parse(readFileSync(file, "utf8")) as SecretsFile;
  return Object.entries(resources)
    .filter(([key]) => secretTypes.test(key))
    .flatMap(([, { outputs }]) => Object.entries(outputs))
    .flatMap(([name, value]) => (secretOutputs.test(name) && typeof value === "string" ? [value] : []));
}

describe("generated secrets", () => {
  for (const stack of ["dev", "prod"]) {
    describe(`of ${stack}`, () => {
      let out: string;
      let secrets: string[];
      let runs: Result[];
      before(() => {
        out = mkdtempSync(join(tmpdir(), "leaks-"));
        const args = ["--stack", stack, "--out", join(out, "set"), "--secrets", join(out, "secrets.json")];
        runs = [runPlan(args), runPlan([...args, "--json"])];
        secrets = generated(join(out, "secrets.json"));
      });
      after(() => rmSync(out, { recursive: true }));

      const leaked = (text: string) => secrets.filter((value) => encodings(value).some((form) => text.includes(form)));
      const objects = (secret: boolean) =>
        Object.entries(filesIn(join(out, "set"))).filter(([name]) => /-secret-/.test(name) === secret);

      it("are in the Secrets of a set that is to be applied, so that the others can be searched for them", () => {
        const all = objects(true)
          .map(([, content]) => content)
          .join("\n");
        assert.ok(secrets.length >= 5, `${secrets.length} generated values`);
        assert.ok(leaked(all).length >= 5, `${leaked(all).length} of ${secrets.length} are found`);
      });

      it("are in no other object of it: no ConfigMap, no pod template, no argument", () => {
        for (const [name, content] of objects(false)) assert.equal(leaked(content).length, 0, name);
      });

      it("are told by neither text nor JSON", () => {
        for (const { code, stdout, stderr } of runs) {
          assert.equal(code, 0, stderr);
          assert.equal(leaked(stdout + stderr).length, 0);
        }
      });
    });
  }
});
