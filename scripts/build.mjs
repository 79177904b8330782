// Bundles what `npm start` runs. SDKs, plan, program and policy pack apart: an edit rebuilds only its own small one.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import fs from "node:fs";
import { builtinModules, createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const { stamp } = createRequire(import.meta.url)("../plan/bundle/fresh.cjs");

/** Made from these too, whatever the bundle. */
const always = ["scripts/build.mjs", "plan/bundle/fresh.cjs", "plan/bundle/load.cjs", "plan/bundle/pack-entry.cjs"];
/** @pulumi/pulumi loads these two for closures and for plugins; together they double its time and memory. */
const lazy = /^(typescript|@npmcli\/arborist)$/;
const bare = /^[^./]/;

const options = {
  bundle: true,
  write: false,
  metafile: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  charset: "ascii",
  legalComments: "none",
  logLevel: "silent",
  absWorkingDir: root,
};
const small = { minifySyntax: true, minifyWhitespace: true };

/** Submodules that an index of the SDKs exports whole; most programs use few of them. */
const submodule =
  /^(?:const|var) (\w+) = (?:__importStar\()?require\("([^"]+)"\)\)?;\n((?:exports\.\w+ = \1(?:\.\w+)?;\n)+)/gm;

/** Makes an index load such a submodule when it is first asked for. */
const lazyExports = (source) =>
  source.replace(submodule, (_, name, from, lines) =>
    lines.replace(
      /exports\.(\w+) = \w+(\.\w+)?;/g,
      (_, key, member = "") =>
        `Object.defineProperty(exports, "${key}", { enumerable: true, get: () => require("${from}")${member} });`,
    ),
  );

/** A stand-in that requires the real module when one of its members is first used. */
const lazyModules = {
  name: "lazy",
  setup({ onResolve, onLoad }) {
    onLoad({ filter: /@pulumi[\\/](pulumi|kubernetes)[\\/](.*[\\/])?index\.js$/ }, ({ path }) => ({
      contents: lazyExports(fs.readFileSync(path, "utf8")),
    }));
    onResolve({ filter: lazy }, ({ path }) => ({ path, namespace: "lazy" }));
    onResolve({ filter: /^real:/ }, ({ path }) => ({ path: path.slice("real:".length), external: true }));
    onLoad({ filter: /.*/, namespace: "lazy" }, ({ path }) => ({
      contents: `module.exports = new Proxy({}, { get: (_, key) => key === "__esModule" || require("real:${path}")[key] })`,
    }));
  },
};

/** Leaves every import by name but `own` to the SDK bundle, and notes the names. */
const byName = (modules, own) => ({
  name: "by-name",
  setup({ onResolve }) {
    onResolve({ filter: bare }, ({ path, kind }) => {
      if (kind === "entry-point" || path.startsWith("node:") || builtinModules.includes(path) || path === own)
        return undefined;
      modules.add(path);
      return { path, external: true };
    });
  },
});

/** Never seen half written, nor by a reader that still holds the old manifest. */
function writeWhole(file, content) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(`${file}.${process.pid}`, content);
  fs.renameSync(`${file}.${process.pid}`, file);
}

/** Files and their folders; of a package only its package.json, which changes with its version. */
function stamps(dir, inputs) {
  const files = inputs
    .filter((file) => !file.startsWith("lazy:") && !file.startsWith("<"))
    .map((file) => path.join(root, file));
  const own = files.filter((file) => !file.includes(`${path.sep}node_modules${path.sep}`));
  const packages = files
    .filter((file) => !own.includes(file))
    .map((file) => {
      const [, folder] = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file);
      return path.join(folder, "package.json");
    });
  const settings = [...always, "tsconfig.json", "package-lock.json"].map((file) => path.join(root, file));
  // the project's own folder changes with every first bin/ and rendered/; nothing is imported from there by folder
  const folders = own.map((file) => path.dirname(file)).filter((folder) => folder !== dir && folder !== root);
  const all = new Set([...own, ...folders, ...packages, ...settings]);
  return Object.fromEntries([...all].sort().map((file) => [path.relative(dir, file), stamp(file)]));
}

function removeOld(bin, name, keep) {
  const anHourAgo = Date.now() - 3_600_000; // another run may be about to load the bundle before this one
  for (const file of fs.readdirSync(bin)) {
    if (!file.startsWith(`${name}-`) || file.startsWith(keep)) continue;
    if (fs.statSync(path.join(bin, file)).mtimeMs < anHourAgo) fs.rmSync(path.join(bin, file));
  }
}

/** Stamps are read before the sources are: an edit during the build makes the bundle stale, not wrong. */
async function bundle(dir, name, settings, modules = new Set()) {
  const before = new Date();
  const result = await build({ ...options, ...settings }).catch((error) => {
    const problems = (error.errors ?? []).map(({ text, location }) =>
      location ? `${location.file}:${location.line}:${location.column + 1}: ${text}` : text,
    );
    throw new Error(problems.length ? problems.join("\n") : error.message, { cause: error });
  });
  const [{ contents }] = result.outputFiles;
  const file = `${name}-${createHash("sha256").update(contents).digest("hex").slice(0, 16)}.js`;
  const bin = path.join(dir, "bin");
  writeWhole(path.join(bin, file), contents);
  const manifest = { file, modules: [...modules].sort(), stamps: stamps(dir, Object.keys(result.metafile.inputs)) };
  for (const [input, value] of Object.entries(manifest.stamps)) {
    if (Number(value.split(":")[0]) >= before.getTime()) manifest.stamps[input] = "changed during the build";
  }
  writeWhole(path.join(bin, `${name}.json`), JSON.stringify(manifest));
  removeOld(bin, name, file);
  return manifest;
}

export async function buildPlan(dir) {
  const modules = new Set();
  // the plan reads YAML before it can know whether the SDK bundle is fresh
  const plugins = [byName(modules, "yaml")];
  return bundle(dir, "plan", { entryPoints: [path.join(dir, "plan/main.ts")], plugins }, modules);
}

export async function buildProgram(dir) {
  const modules = new Set();
  return bundle(dir, "program", { entryPoints: [path.join(dir, "index.ts")], plugins: [byName(modules)] }, modules);
}

/** One lazily run copy of every module in `names`, shared by plan and program. */
export async function buildSdk(dir, names) {
  const unique = [...new Set(names)].sort();
  const entries = unique.map((name) => `${JSON.stringify(name)}: () => require(${JSON.stringify(name)})`);
  const stdin = { contents: `exports.modules = {${entries.join(",")}};`, resolveDir: dir };
  return bundle(dir, "sdk", { ...small, stdin, plugins: [lazyModules] }, new Set(unique));
}

/** Whole, SDK included: the pack must also run where there is nothing else of this repository. */
export async function buildPack(dir) {
  const entry = { entryPoints: [path.join(root, "plan/bundle/pack-entry.cjs")] };
  const [{ contents }] = (await build({ ...options, ...entry })).outputFiles;
  writeWhole(path.join(dir, "bin/index.js"), contents);
  return bundle(dir, "pack", { ...small, entryPoints: [path.join(dir, "index.ts")], plugins: [lazyModules] });
}

/** `prepare`: everything, and one run that leaves V8's code caches. */
async function buildAll() {
  const [plan, program] = await Promise.all([
    buildPlan(root),
    buildProgram(root),
    buildPack(path.join(root, "policies")),
  ]);
  await buildSdk(root, [...plan.modules, ...program.modules]);
  const { spawnSync } = await import("node:child_process");
  const out = fs.mkdtempSync(path.join(root, "bin/warm-"));
  spawnSync(process.execPath, [path.join(root, "plan/start.cjs"), "--json", "--out", out], { stdio: "ignore" });
  fs.rmSync(out, { recursive: true });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [what, dir] = process.argv.slice(2);
  await (what === "pack" ? buildPack(path.resolve(dir)) : buildAll()).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
