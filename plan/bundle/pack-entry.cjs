"use strict";
// Becomes policies/bin/index.js: starts the bundled pack with its code cache, for the plan and for the Pulumi CLI.
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { freshManifest } = require("./fresh.cjs");
const { load, requireFrom, saveCaches } = require("./load.cjs");

const policies = path.resolve(__dirname, "..");
const builder = path.resolve(policies, "../scripts/build.mjs");

/** The plan has just checked; the Pulumi CLI has not. A published pack has no sources and no builder. */
const checked = process.env.MESSAGING_PLAN === "1" || !fs.existsSync(builder);
if (!checked && !freshManifest(policies, "pack")) {
  // stdout belongs to the port number that the engine waits for
  const { status } = spawnSync(process.execPath, [builder, "pack", policies], { stdio: ["ignore", 2, 2] });
  if (status !== 0) process.exit(1);
}
if (process.env.MESSAGING_PLAN === "1") {
  const end = () => {
    saveCaches();
    process.exit(0);
  };
  // a plan that was killed can tell nobody: its end of the pipe closes
  process.stdin.on("end", end).resume();
  process.on("SIGTERM", end);
}
const { file } = JSON.parse(fs.readFileSync(path.join(__dirname, "pack.json"), "utf8"));
load(
  path.join(__dirname, file),
  requireFrom(policies, () => ({})),
);
