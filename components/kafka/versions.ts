import { atLeast } from "../versions";

/** What differs between the minor versions, each told once. */
export interface VersionFacts {
  /** Brokers can keep their metadata in ZooKeeper; removed in 4.0. */
  zookeeper: boolean;
  /** Consumers can share a partition, whose state is in an internal topic. */
  shareGroups: boolean;
  /** A controller with an empty volume joins the quorum by itself, in the place of what it was. */
  autoJoin: boolean;
  /** Logs go by Log4j 2; before, by Log4j 1's successor Reload4j. */
  log4j2: boolean;
}

/** Facts of a minor version, `4.3`. */
export function factsOf(version: string): VersionFacts {
  const four = atLeast(version, "4.0");
  return { zookeeper: !four, shareGroups: four, autoJoin: atLeast(version, "4.2"), log4j2: four };
}
