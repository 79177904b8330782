import { atLeast } from "../versions";

/** What differs between the minor versions, each told once. */
export interface VersionFacts {
  /** Peer discovery asks the Kubernetes API, so the pods need a token and a Role. Since 4.1 the lowest ordinal seeds the cluster instead. */
  discoveryAsksApi: boolean;
  /** `cluster_partition_handling` has a meaning: since 4.3 all metadata is in Khepri, which needs no such choice. */
  partitionHandling: boolean;
  /** Classic queues can be mirrored by `ha-mode` policies; removed in 4.0. */
  mirroredQueues: boolean;
  /** The management API tells without credentials whether all members have joined. */
  targetSizeEndpoint: boolean;
}

/** Facts of a minor version, `4.3`. */
export function factsOf(version: string): VersionFacts {
  return {
    discoveryAsksApi: !atLeast(version, "4.1"),
    partitionHandling: !atLeast(version, "4.3"),
    mirroredQueues: !atLeast(version, "4.0"),
    targetSizeEndpoint: atLeast(version, "4.2"),
  };
}
