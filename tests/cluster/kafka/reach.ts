import type { Pod } from "../support/objects";
import { reachMatrix } from "../support/reach";
import { job, pods, server, type Secured } from "./secured";

const clients = [9092, 9095];

/** Who reaches which port. */
export function reachTests(secured: Secured): void {
  const { namespace, monitoring, hosts } = secured;
  const address = async (pod: string): Promise<string> => (await namespace.get<Pod>("pod", pod)).status.podIP ?? "";
  reachMatrix({
    namespace,
    monitoring,
    all: [9091, 9092, 9093, 9094, 9095, 9404],
    metrics: 9404,
    documented: {
      member: { labels: server, open: [9091, 9093] },
      job: { labels: job, open: [9091] },
      producer: { labels: { role: "producer" }, open: clients },
      consumer: { labels: { role: "consumer" }, open: clients },
      admin: { labels: { role: "admin" }, open: clients },
      gate: { labels: { role: "gate" }, open: [9094] },
    },
    hosts: async () => [...hosts, ...(await Promise.all(pods.map(address)))],
  });
}
