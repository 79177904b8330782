import { randomBytes } from "node:crypto";
import { spawnSync } from "node:child_process";
import { kubectlBinary } from "./env";
import { kubectl, Namespace } from "./kubectl";

const live = new Set<string>();

/** A name that no other run uses; whatever is put into it goes away with `release`, also when the run is interrupted. */
export function reserve(purpose: string): Namespace {
  const name = `messaging-${purpose}-${randomBytes(3).toString("hex")}`;
  live.add(name);
  return new Namespace(name);
}

/** Creates a reserved namespace. */
export async function create(namespace: Namespace, labels: Record<string, string> = {}): Promise<void> {
  const manifest = { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace.name, labels } };
  await kubectl(["apply", "--server-side", "-f", "-"], { input: JSON.stringify(manifest) });
}

/** Deletes a namespace with its pods and claims. No pod gets the time to drain: nothing in it is needed any more. */
export async function release(namespace: Namespace): Promise<void> {
  await namespace.ask(["delete", "statefulsets,deployments,jobs", "--all", "--cascade=orphan"]);
  await namespace.ask(["delete", "pods", "--all", "--grace-period=1", "--timeout=60s"]);
  await kubectl(["delete", "namespace", namespace.name, "--ignore-not-found", "--timeout=180s"], {
    timeoutMs: 200_000,
  });
  const outside = madeOutside((await kubectl(listOutside)).stdout, [namespace.name]);
  if (outside.length > 0) await kubectl(["delete", ...outside]);
  live.delete(namespace.name);
}

/** What a stack makes that is in no namespace; it is named after the stack's. */
const listOutside = ["get", "clusterroles,clusterrolebindings", "-o", "name"];

function madeOutside(listed: string, namespaces: string[]): string[] {
  return listed.split("\n").filter((object) => namespaces.some((name) => object.includes(`/${name}-`)));
}

function releaseAllAndExit(): void {
  if (live.size > 0) {
    spawnSync(kubectlBinary, ["delete", "namespace", ...live, "--ignore-not-found", "--wait=false"]);
    const outside = madeOutside(spawnSync(kubectlBinary, listOutside, { encoding: "utf8" }).stdout, [...live]);
    if (outside.length > 0) spawnSync(kubectlBinary, ["delete", ...outside]);
  }
  process.exit(130);
}
process.once("SIGINT", releaseAllAndExit);
process.once("SIGTERM", releaseAllAndExit);
