// `npm run corpus`: brings the corpus' manifests, each at its commit and checked by its sum.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { bundles, corpusFolder, fileIn, isThere, textOf, type Bundle } from "../tests/corpus/corpus";

async function bring(folder: string, bundle: Bundle): Promise<void> {
  for (const file of bundle.files) {
    const from = `https://raw.githubusercontent.com/${bundle.repository}/${file.commit}/${file.path}`;
    const response = await fetch(from);
    if (!response.ok) throw new Error(`${from}: ${String(response.status)}`);
    const to = fileIn(folder, bundle, file);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, Buffer.from(await response.arrayBuffer()));
    textOf(folder, bundle, file);
  }
}

async function main(): Promise<void> {
  const folder = corpusFolder();
  for (const bundle of bundles()) {
    if (!isThere(folder, bundle)) await bring(folder, bundle);
    for (const file of bundle.files) textOf(folder, bundle, file);
  }
  console.log(`${String(bundles().length)} bundles in ${folder}`);
}

main().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
