import { selector } from "../kubernetes/labels";
import { metadata, type Context } from "./manifests";
import { serverComponent } from "./pod";

/** A target per node for prometheus-operator: totals, and the queues one by one without the cost of every metric per object. */
export function podMonitor(context: Context) {
  const { intervalSeconds, podMonitorLabels } = context.settings.metrics;
  const interval = `${intervalSeconds}s`;
  const base = metadata(context, context.names.main);
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PodMonitor",
    metadata: { ...base, labels: { ...(base.labels as Record<string, string>), ...podMonitorLabels } },
    spec: {
      selector: { matchLabels: selector(context.identity, serverComponent) },
      podMetricsEndpoints: [
        { port: "prometheus", path: "/metrics", interval },
        {
          port: "prometheus",
          path: "/metrics/detailed",
          params: { family: ["queue_coarse_metrics", "queue_metrics"] },
          interval,
        },
      ],
    },
  };
}
