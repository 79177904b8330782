import type { Endpoint } from "../kubernetes/metrics";

/** Totals, and the queues one by one without the cost of every metric per object. */
export const endpoints: Endpoint[] = [
  { port: "prometheus", path: "/metrics" },
  {
    port: "prometheus",
    path: "/metrics/detailed",
    params: { family: ["queue_coarse_metrics", "queue_metrics"] },
  },
];
