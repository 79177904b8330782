import { readFileSync } from "node:fs";
import type { Namespace } from "../support/kubectl";

/** Deploys the bare manifest, written for the namespace `default`, into another one. */
export async function deployBare(namespace: Namespace, path: string): Promise<void> {
  const manifest = readFileSync(path, "utf8").replaceAll(".default.svc", `.${namespace.name}.svc`);
  await namespace.apply(manifest);
}

/** Connection Secret of the bare manifest's literal user. */
export async function bareSecret(namespace: Namespace): Promise<string> {
  const stringData = { username: "admin", password: "admin" };
  await namespace.apply(JSON.stringify({ apiVersion: "v1", kind: "Secret", metadata: { name: "bare" }, stringData }));
  return "bare";
}
