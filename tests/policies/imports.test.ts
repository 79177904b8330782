import assert from "node:assert/strict";
import { build } from "esbuild";
import { join } from "node:path";

const root = join(__dirname, "../..");

/** Files and packages that a module is made of. */
async function inputsOf(entry: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [entry],
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    packages: "external",
    logLevel: "silent",
  });
  return [
    ...Object.keys(metafile.inputs),
    ...Object.values(metafile.inputs).flatMap(({ imports }) =>
      imports.filter((one) => one.external).map(({ path }) => path),
    ),
  ];
}

describe("the pack's own code", () => {
  it("is policies and checks and nothing else of the repository", async () => {
    const inputs = (await inputsOf("policies/index.ts")).filter((input) => input.endsWith(".ts"));
    assert.ok(inputs.length > 40);
    assert.deepEqual(
      inputs.filter((input) => !/^(policies|checks)\//.test(input)),
      [],
    );
  });

  it("is free of Pulumi where the rules are", async () => {
    const inputs = await inputsOf("policies/list.ts");
    assert.deepEqual(
      inputs.filter((input) => !/^(policies|checks)\/|^node:/.test(input)),
      [],
    );
  });

  it("does not need Pulumi for an audit", async () => {
    const inputs = await inputsOf("audit/main.ts");
    assert.deepEqual(
      inputs.filter((input) => !/^(audit|policies|checks)\/|^node:|^yaml$/.test(input)),
      [],
    );
  });
});
