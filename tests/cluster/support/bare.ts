import { readFileSync } from "node:fs";
import type { Namespace } from "./kubectl";

/** Deploys a bare manifest, written for the namespace `default`, into another one. */
export async function deployBare(namespace: Namespace, path: string): Promise<void> {
  const manifest = readFileSync(path, "utf8").replaceAll(".default.svc", `.${namespace.name}.svc`);
  await namespace.apply(manifest);
}
