import { spawnSync } from "node:child_process";
import { zoneLabel } from "../../../components/kubernetes/labels";
import { nodeControl } from "./env";
import { kubectl } from "./kubectl";
import type { List, Named } from "./objects";
import { run } from "./process";

/** Nodes without power. They get it back however the run ends: the cluster is not ours alone. */
const off = new Set<string>();

const command = (what: "kill" | "start", node: string): string[] => ["-c", nodeControl ?? "false", "nodes", what, node];

/** Zone of each node, undefined where it has no label for it. */
export async function zones(): Promise<Record<string, string | undefined>> {
  const { stdout } = await kubectl(["get", "nodes", "-o", "json"]);
  const { items } = JSON.parse(stdout) as List<Named>;
  return Object.fromEntries(items.map(({ metadata }) => [metadata.name, metadata.labels?.[zoneLabel]]));
}

/** Takes the power of a node and all that runs on it. */
export async function powerOff(node: string): Promise<void> {
  off.add(node);
  await run("sh", command("kill", node));
}

/** Gives a node its power back and waits until it takes pods. */
export async function powerOn(node: string): Promise<void> {
  // Noticed before it is over, so that what the cluster says of the node and its pods afterwards is no old news.
  await kubectl(["wait", "--for=condition=Ready=Unknown", `node/${node}`, "--timeout=110s"]);
  await run("sh", command("start", node));
  off.delete(node);
  await kubectl(["wait", "--for=condition=Ready", `node/${node}`, "--timeout=110s"]);
  // The cluster's own pods are to be there again for whoever comes next.
  await kubectl(["wait", "--for=condition=Ready", "pods", "-n", "kube-system", "--all", "--timeout=110s"]);
}

process.once("exit", () => {
  for (const node of off) spawnSync("sh", command("start", node));
});
