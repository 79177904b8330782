import { parseBytes } from "../../checks/quantity";
import { listenerKeys } from "./listeners";
import type { RabbitMQ } from "./schema";
import { factsOf } from "./versions";

/** Plugins of every node, and those asked for. */
export function plugins(settings: RabbitMQ): string[] {
  const ours = ["rabbitmq_management", "rabbitmq_prometheus", "rabbitmq_peer_discovery_k8s"];
  return [...new Set([...ours, ...settings.plugins])];
}

/** Where a node finds the definitions it imports at boot. */
export const definitionsPath = "/etc/rabbitmq-definitions";

/**
 * Keys and values of rabbitmq.conf: our defaults, and the user's above them.
 * https://www.rabbitmq.com/docs/configure
 */
export function configuration(settings: RabbitMQ, headlessService: string): Map<string, string> {
  return new Map([
    ...Object.entries(clustering(settings, headlessService)),
    ...Object.entries(queues(settings)),
    ...Object.entries(limits(settings)),
    ...Object.entries(listenerKeys(settings)),
    ...Object.entries(connections),
    ...Object.entries(settings.config),
  ]);
}

/** The file. Values stand as the broker reads them: to the end of the line, `#` begins a comment. */
export function render(configuration: Map<string, string>): string {
  return [...configuration].map(([key, value]) => `${key} = ${value}\n`).join("");
}

function clustering(settings: RabbitMQ, headlessService: string): Record<string, string> {
  const { discoveryAsksApi, partitionHandling } = factsOf(settings.version);
  return {
    "cluster_formation.peer_discovery_backend": "kubernetes",
    ...(discoveryAsksApi && {
      "cluster_formation.k8s.host": "kubernetes.default.svc",
      "cluster_formation.k8s.address_type": "hostname",
      "cluster_formation.k8s.service_name": headlessService,
    }),
    // Queues are imported when the last member has joined, so that a quorum queue has a replica on each from the start.
    "cluster_formation.target_cluster_size_hint": String(settings.replicas),
    // Never forgets a member that is only down.
    "cluster_formation.node_cleanup.only_log_warning": "true",
    ...(partitionHandling && settings.replicas > 1 && { cluster_partition_handling: "pause_minority" }),
    "definitions.import_backend": "local_filesystem",
    "definitions.local.path": definitionsPath,
  };
}

function queues({ replicas }: RabbitMQ): Record<string, string> {
  return {
    default_queue_type: "quorum",
    queue_leader_locator: "balanced",
    // A queue from the time of fewer nodes gets its missing replicas when nodes join; none is taken away by itself.
    ...(replicas > 1 && {
      "quorum_queue.continuous_membership_reconciliation.enabled": "true",
      "quorum_queue.continuous_membership_reconciliation.auto_remove": "false",
      "quorum_queue.continuous_membership_reconciliation.target_group_size": String(Math.min(replicas, 3)),
    }),
  };
}

function limits({ resources }: RabbitMQ): Record<string, string> {
  return {
    // What the watermark is relative to: the container's limit, whatever the broker's version sees of the host.
    total_memory_available_override_value: String(parseBytes(resources.limits.memory)),
    "vm_memory_high_watermark.relative": "0.6",
    "disk_free_limit.absolute": "2GB",
  };
}

const connections: Record<string, string> = {
  "tcp_listen_options.nodelay": "true",
  "tcp_listen_options.backlog": "4096",
  // No ANONYMOUS, which later versions offer by default.
  "auth_mechanisms.1": "PLAIN",
  "auth_mechanisms.2": "AMQPLAIN",
  "log.console": "true",
  "log.console.level": "info",
  "log.file": "false",
};
