import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import type { Namespace } from "./kubectl";
import { kubectl } from "./kubectl";
import type { Named } from "./objects";

/** Kinds that a rendering may stop to contain, without those that hold data. */
const prunable =
  "statefulsets,deployments,jobs,cronjobs,services,configmaps,secrets,serviceaccounts,roles,rolebindings,networkpolicies,poddisruptionbudgets";

/** Objects of a directory of YAML files. */
export function readManifests(directory: string): Named[] {
  return readdirSync(directory)
    .filter((file) => file.endsWith(".yaml"))
    .sort()
    .flatMap((file) => parseAllDocuments(readFileSync(join(directory, file), "utf8")))
    .map((document) => document.toJS() as Named);
}

/**
 * Applies a directory on the server's side, in the order of the file names.
 * @returns what kubectl said on its error output, for instance warnings of Pod Security
 */
export async function applyDirectory(directory: string): Promise<string> {
  return (await kubectl(["apply", "--server-side", "-f", directory])).stderr;
}

const key = ({ kind, metadata: { name } }: Named): string => `${kind}/${name}`;

/** Deletes what earlier renderings put into the namespace and this one no longer contains. */
export async function prune(namespace: Namespace, rendered: Named[]): Promise<string[]> {
  const wanted = new Set(rendered.map(key));
  const present = await namespace.list(
    prunable,
    "app.kubernetes.io/part-of=messaging,app.kubernetes.io/managed-by=pulumi",
  );
  const stale = present.filter((object) => !wanted.has(key(object))).map(key);
  if (stale.length > 0) await namespace.run(["delete", "--wait=false", ...stale]);
  return stale;
}
