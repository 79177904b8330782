import type { Namespace } from "./kubectl";
import { create, release, reserve } from "./namespaces";
import { Probe } from "./probe";

/** Pods by their labels, and the ports that are open to them. */
export type Documented = Record<string, { labels: Record<string, string>; open: number[] }>;

/** What there is to reach, and for whom. */
export interface Reach {
  namespace: Namespace;
  /** Namespace of scrapers, which is not there yet. */
  monitoring: Namespace;
  /** Every port, in their order. */
  all: number[];
  /** The port of the metrics. */
  metrics: number;
  /** Who may what in the namespace itself; pods with the same labels in another one may nothing. */
  documented: Documented;
  /** Addresses and names of the servers. */
  hosts: () => Promise<string[]>;
}

/** The matrix of ports and pods, and the same without policies, so that it can fail; nothing is to run after it. */
export function reachMatrix({ namespace, monitoring, all, metrics, documented, hosts }: Reach): void {
  const tenant = reserve("tenant");
  let rows: { probe: Probe; open: number[] }[] = [];

  const row = async (where: Namespace, name: string, labels: Record<string, string>, open: number[]) => ({
    probe: await Probe.start(where, `reach-${name}`, labels),
    open,
  });

  before(async () => {
    await Promise.all([create(tenant), create(monitoring)]);
    const own = Object.entries(documented);
    rows = await Promise.all([
      row(monitoring, "scraper", {}, [metrics]),
      row(namespace, "other", {}, []),
      ...own.map(([name, { labels, open }]) => row(namespace, name, labels, open)),
      ...own.map(([name, { labels }]) => row(tenant, `tenant-${name}`, labels, [])),
    ]);
  });
  after(() => release(tenant));

  const reaches = async (expected: (open: number[]) => number[]): Promise<void> => {
    const every = await hosts();
    const wanted = (open: number[]): number[] => all.filter((port) => expected(open).includes(port));
    await Promise.all(rows.map(({ probe, open }) => probe.awaitOpen(every, all, wanted(open))));
  };

  it("opens to a pod what it needs, by DNS name and by address, and nothing to one that looks like it elsewhere", () =>
    reaches((open) => open));

  it("has every port open to everybody without the policies", async () => {
    await namespace.run(["delete", "networkpolicies", "--all"]);
    await reaches(() => all);
  });
}
