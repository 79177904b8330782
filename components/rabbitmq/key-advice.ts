/** Keys that the broker still takes, from a version on, and does nothing with; and what to do instead. */
const ignored: [keys: RegExp, since: string, remedy: string][] = [
  [/^queue_master_locator$/, "4.0", "use queue_leader_locator"],
  [/^mirroring_sync_|^log\.mirroring\./, "4.0", "remove it: queues are no longer mirrored; quorum queues replicate"],
  [/^classic_queue\.default_version$/, "4.0", "remove it: all classic queues are of version 2"],
  [
    /^vm_memory_high_watermark_paging_ratio$|^memory_monitor_interval$/,
    "4.0",
    "remove it: queues hold few messages in memory",
  ],
  [
    /^cluster_formation\.k8s\.(?!ordinal_start$|seed_node$)/,
    "4.1",
    "remove it: nodes find the first one by its name and no longer ask the Kubernetes API",
  ],
  [/^cluster_formation\.discovery_retry_limit$/, "4.1", "remove it: nodes wait for the first one for ever"],
  [
    /^cluster_partition_handling(\.|$)/,
    "4.3",
    "remove it: the majority goes on and the minority waits, whatever it says",
  ],
];

/** What to do about a key that a version ignores; undefined for one that it minds. */
export function adviceOnIgnored(key: string, atLeast: (version: string) => boolean): string | undefined {
  return ignored.find(([keys, since]) => keys.test(key) && atLeast(since))?.[2];
}

const mirroring = /^ha-(mode|params|sync-mode|sync-batch-size|promote-on-shutdown|promote-on-failure)$/;
/** Keys of policies: https://www.rabbitmq.com/docs/policies */
const policy =
  /^(x-)?(delivery-limit|max-length|max-length-bytes|message-ttl|expires|overflow|queue-leader-locator|max-age|dead-letter-(exchange|routing-key|strategy)|target-group-size|queue-mode|queue-version|alternate-exchange|federation-upstream(-set)?|stream-max-segment-size-bytes|consumer-timeout)$/;

/** What to do about a key that belongs into a policy. */
export function adviceOnPolicy(key: string, mirrored: boolean): string | undefined {
  if (mirroring.test(key)) {
    return mirrored
      ? "set it in a policy, or better use quorum queues: mirrored queues end with 3.13"
      : "use quorum queues: mirrored queues are gone since 4.0";
  }
  return policy.test(key) ? "set it in the definition of an entry of policies" : undefined;
}
