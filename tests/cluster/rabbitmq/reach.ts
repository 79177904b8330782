import assert from "node:assert/strict";
import { create, release, reserve } from "../support/namespaces";
import type { Pod } from "../support/objects";
import { Probe } from "../support/probe";
import type { Secured } from "./secured";

const clients = [5671, 5551];
const all = [4369, 5551, 5671, 15671, 15691, 25672];
const server = {
  "app.kubernetes.io/name": "rabbitmq",
  "app.kubernetes.io/instance": "rabbitmq",
  "app.kubernetes.io/component": "server",
};

/** Who reaches which port: a pod by its labels, and the ports that are open to it. */
const documented: Record<string, { labels: Record<string, string>; open: number[] }> = {
  member: { labels: server, open: [4369, 25672] },
  producer: { labels: { role: "producer" }, open: clients },
  consumer: { labels: { role: "consumer" }, open: clients },
  admin: { labels: { role: "admin" }, open: [...clients, 15671] },
  other: { labels: {}, open: [] },
};

/** The matrix of ports and pods, and the same without policies, so that it can fail. */
export function reachTests(secured: Secured): void {
  const tenant = reserve("tenant");
  const probes = new Map<string, { probe: Probe; open: number[] }>();

  before(async () => {
    await Promise.all([create(tenant), create(secured.monitoring)]);
    probes.set("scraper", { probe: await Probe.start(secured.monitoring, "reach-scraper", {}), open: [15691] });
    for (const [name, { labels, open }] of Object.entries(documented)) {
      probes.set(name, { probe: await Probe.start(secured.namespace, `reach-${name}`, labels), open });
      if (name === "other") continue;
      const labelled = `tenant's ${name}`;
      probes.set(labelled, { probe: await Probe.start(tenant, `reach-${name}`, labels), open: [] });
    }
  });
  after(() => release(tenant));

  const sorted = (ports: number[]): number[] => ports.toSorted((a, b) => a - b);

  const addressOf = async (): Promise<string> =>
    (await secured.namespace.get<Pod>("pod", secured.pod)).status.podIP ?? "";

  it("opens to a pod what it needs, by DNS name and by address, and nothing to one that looks like it elsewhere", async () => {
    const address = await addressOf();
    for (const [name, { probe, open }] of probes) {
      for (const host of [address, secured.host]) {
        await assert.doesNotReject(probe.awaitOpen(host, all, sorted(open)), name);
      }
    }
  });

  it("has every port open to everybody without the policies", async () => {
    await secured.namespace.run(["delete", "networkpolicies", "--all"]);
    const address = await addressOf();
    for (const { probe } of probes.values()) await probe.awaitOpen(address, all, all);
  });
}
