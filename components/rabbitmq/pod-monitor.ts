import type { Endpoint } from "../kubernetes/metrics";
import { files } from "../tls/manifests";
import { tlsSecretName } from "../tls/names";
import type { RabbitMQ } from "./schema";

/** Totals, and the queues one by one without the cost of every metric per object. */
export function endpoints(name: string, { tls }: Pick<RabbitMQ, "tls">): Endpoint[] {
  // Found by its address, and known by a name that is in the certificate of all.
  const ca = { secret: { name: tlsSecretName(name, tls), key: files.authorities } };
  const encryption = tls.enabled ? { scheme: "https" as const, tlsConfig: { ca, serverName: name } } : {};
  return [
    { port: "prometheus", path: "/metrics", ...encryption },
    {
      port: "prometheus",
      path: "/metrics/detailed",
      params: { family: ["queue_coarse_metrics", "queue_metrics"] },
      ...encryption,
    },
  ];
}
