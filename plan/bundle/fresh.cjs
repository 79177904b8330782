"use strict";
const fs = require("node:fs");
const path = require("node:path");

/**
 * What a build left behind: the bundle's file name (with its content's hash), the bare modules it expects from the
 * SDK bundle, and a stamp of every file and folder it was made from.
 * @typedef {{ file: string, modules: string[], stamps: Record<string, string> }} Manifest
 */

/** Size and time of a file, time alone of a folder (a new file in it may change what an import means). */
function stamp(file) {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (!stat) return "absent";
  return stat.isDirectory() ? `${stat.mtimeMs}` : `${stat.mtimeMs}:${stat.size}`;
}

/**
 * @param {string} dir folder that the bundle belongs to; it lies in `dir`/bin
 * @returns {Manifest | undefined} undefined when the bundle is missing or older than what it was made from
 */
function freshManifest(dir, name) {
  let manifest;
  try {
    manifest = JSON.parse(fs.readFileSync(path.join(dir, "bin", `${name}.json`), "utf8"));
  } catch {
    return undefined;
  }
  const current = Object.entries(manifest.stamps).every(([file, value]) => stamp(path.join(dir, file)) === value);
  return current && fs.existsSync(path.join(dir, "bin", manifest.file)) ? manifest : undefined;
}

module.exports = { freshManifest, stamp };
