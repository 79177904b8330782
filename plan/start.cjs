"use strict";
// What `npm start` runs: brings the bundles up to date (only when a source changed), then hands over to plan/main.ts.
const fs = require("node:fs");
const path = require("node:path");
const { freshManifest } = require("./bundle/fresh.cjs");
const { load, requireFrom, saveCaches } = require("./bundle/load.cjs");

const root = path.resolve(__dirname, "..");
const builder = () => import("../scripts/build.mjs");

let sdk;
/** The Pulumi SDKs and whatever else our code imports by name; loaded at the first such import. */
function modules() {
  return (sdk ??= load(
    path.join(root, "bin", sdkManifest.file),
    requireFrom(root, () => ({})),
  ).modules);
}

let sdkManifest;
async function freshSdk(needs) {
  sdkManifest = freshManifest(root, "sdk");
  if (!sdkManifest || needs.some((id) => !sdkManifest.modules.includes(id))) {
    sdkManifest = await (await builder()).buildSdk(root, [...needs, ...(sdkManifest?.modules ?? [])]);
  }
}

/** Fresh bundles of the project in `dir`; `policies` is missing where the project has no pack. */
async function openProject(dir) {
  const program = freshManifest(dir, "program") ?? (await (await builder()).buildProgram(dir));
  const policies = path.join(dir, "policies");
  const hasPack = fs.existsSync(path.join(policies, "PulumiPolicy.yaml"));
  if (hasPack && !freshManifest(policies, "pack")) await (await builder()).buildPack(policies);
  await freshSdk([...plan.modules, ...program.modules]);
  return {
    load: () => load(path.join(dir, "bin", program.file), requireFrom(dir, modules)),
    ...(hasPack && { policies }),
  };
}

let plan;
async function start() {
  plan = freshManifest(root, "plan") ?? (await (await builder()).buildPlan(root));
  const { main } = load(path.join(root, "bin", plan.file), requireFrom(root, modules));
  process.exitCode = await main(process.argv.slice(2), { root, openProject });
  saveCaches();
}

start().catch((error) => {
  console.error(error.message ?? error);
  process.exitCode = 1;
});
