/** What differs between the minor versions, each told once. */
export interface VersionFacts {
  /** Brokers can keep their metadata in ZooKeeper; removed in 4.0. */
  zookeeper: boolean;
  /** Consumers can share a partition, whose state is in an internal topic. */
  shareGroups: boolean;
  /** Logs go by Log4j 2; before, by Log4j 1's successor Reload4j. */
  log4j2: boolean;
}

/** True when the minor version `a` is `b` or later. */
export function atLeast(a: string, b: string): boolean {
  const [majorA = 0, minorA = 0] = a.split(".").map(Number);
  const [majorB = 0, minorB = 0] = b.split(".").map(Number);
  return majorA > majorB || (majorA === majorB && minorA >= minorB);
}

/** Facts of a minor version, `4.3`. */
export function factsOf(version: string): VersionFacts {
  const four = atLeast(version, "4.0");
  return { zookeeper: !four, shareGroups: four, log4j2: four };
}
