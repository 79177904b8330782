import type { Pod } from "../support/objects";
import { reachMatrix } from "../support/reach";
import type { Secured } from "./secured";

const clients = [5671, 5551];
const server = {
  "app.kubernetes.io/name": "rabbitmq",
  "app.kubernetes.io/instance": "rabbitmq",
  "app.kubernetes.io/component": "server",
};

/** Who reaches which port. */
export function reachTests(secured: Secured): void {
  const { namespace, monitoring, host, pod } = secured;
  reachMatrix({
    namespace,
    monitoring,
    all: [4369, 5551, 5671, 15671, 15691, 25672],
    metrics: 15691,
    documented: {
      member: { labels: server, open: [4369, 25672] },
      producer: { labels: { role: "producer" }, open: clients },
      consumer: { labels: { role: "consumer" }, open: clients },
      admin: { labels: { role: "admin" }, open: [...clients, 15671] },
    },
    hosts: async () => [host, (await namespace.get<Pod>("pod", pod)).status.podIP ?? ""],
  });
}
