import type { Input } from "@pulumi/pulumi";
import { selector, serverComponent } from "./labels";
import { metadata, type Owner } from "./manifests";

/** Metrics settings with the defaults in. */
export interface Metrics {
  podMonitor: boolean;
  podMonitorLabels: Record<string, string>;
  intervalSeconds: number;
}

/** What Prometheus asks a member for. */
export interface Endpoint {
  /** Name of the container's port. */
  port: string;
  path: string;
  params?: Record<string, string[]>;
  scheme?: "https";
  /** By whose certificate the member is known. */
  tlsConfig?: { ca: { secret: { name: string; key: string } }; serverName: string };
}

/** Annotations by which each pod is found and scraped by itself; one target behind a Service would be one member of three. */
export function scrapeAnnotations(
  { podMonitor, intervalSeconds }: Metrics,
  port: number,
  encrypted = false,
): { annotations?: Record<string, string> } {
  if (podMonitor) return {};
  return {
    annotations: {
      "prometheus.io/scrape": "true",
      "prometheus.io/port": String(port),
      "prometheus.io/path": "/metrics",
      "prometheus.io/interval": `${intervalSeconds}s`,
      ...(encrypted && { "prometheus.io/scheme": "https" }),
    },
  };
}

/** The annotations for scraping with another beside them, when there is one. */
export function withAnnotation(
  scraped: { annotations?: Record<string, string> },
  key: string,
  value: Input<string> | undefined,
): { annotations?: Record<string, Input<string>> } {
  return value === undefined ? scraped : { annotations: { ...scraped.annotations, [key]: value } };
}

/** A target per member for prometheus-operator. */
export function podMonitor(owner: Owner, name: string, metrics: Metrics, endpoints: Endpoint[]) {
  const base = metadata(owner, name);
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PodMonitor",
    metadata: { ...base, labels: { ...(base.labels as Record<string, string>), ...metrics.podMonitorLabels } },
    spec: {
      selector: { matchLabels: selector(owner.identity, serverComponent) },
      podMetricsEndpoints: endpoints.map((endpoint) => ({ ...endpoint, interval: `${metrics.intervalSeconds}s` })),
    },
  };
}
