"use strict";
const fs = require("node:fs");
const { createRequire, isBuiltin } = require("node:module");
const path = require("node:path");
const v8 = require("node:v8");
const vm = require("node:vm");

// The plan of a usual stack ends before early optimised code has paid for the work of optimising; ten times the usual
// budget leaves that to plans of hundreds of resources. Later versions wait by themselves and do not know the flag.
if (process.versions.node.startsWith("20.")) v8.setFlagsFromString("--interrupt-budget=1000000");

/** Scripts that ran without a usable code cache. */
const uncached = [];

/**
 * Runs a CommonJS bundle with V8's code cache beside it: compiling the SDKs anew costs more than running them.
 * @param {string} file absolute path; the bundle is plain ASCII and its name holds its content's hash, so that a
 *   cache can never meet another source (V8 itself compares the length only)
 * @param {(id: string) => unknown} require
 */
function load(file, require) {
  const cacheFile = `${file}.${process.version}-${process.arch}.cache`;
  let cachedData;
  try {
    cachedData = fs.readFileSync(cacheFile);
  } catch {
    // the first run: compile as usual, saveCaches() keeps the result
  }
  const source = fs.readFileSync(file, "latin1");
  const script = new vm.Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
    filename: file,
    cachedData,
    importModuleDynamically: vm.constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  if (!cachedData || script.cachedDataRejected) uncached.push({ script, cacheFile });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, require, module, file, path.dirname(file));
  return module.exports;
}

/** Keeps the compiled code, with the functions that this run used, for the next one. Never fails a run. */
function saveCaches() {
  for (const { script, cacheFile } of uncached.splice(0)) {
    try {
      const temporary = `${cacheFile}.${process.pid}`;
      fs.writeFileSync(temporary, script.createCachedData());
      fs.renameSync(temporary, cacheFile);
    } catch {
      // a read-only checkout only costs time
    }
  }
}

/** `require` that prefers `modules` and falls back to Node's own, seen from `dir`. */
function requireFrom(dir, modules) {
  const node = createRequire(path.join(dir, "package.json"));
  return Object.assign((id) => (isBuiltin(id) ? node(id) : (modules()[id]?.() ?? node(id))), node);
}

module.exports = { load, requireFrom, saveCaches };
