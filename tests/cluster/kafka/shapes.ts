import { clientImage } from "../support/env";
import { small } from "../zookeeper/fixture";

/** Who keeps a cluster's metadata, in sizes that leave a small machine its air. */
export interface Shape {
  title: string;
  kafka: object;
  /** What is deployed first, above `kafka`. */
  first?: object;
  /** StatefulSet of the controllers, unless ZooKeeper keeps the metadata. */
  controllers?: string;
  /** How brokers know their zones, if the nodes have such. */
  rack: object;
  /** The ensemble beside it. */
  zookeeper?: object;
  /** Seconds between two acknowledgements that a crash may cost: until the member's session ends, and the producer knows. */
  failover: number;
}

const resources = (cpu: string, memory: string) => ({ requests: { cpu, memory }, limits: { cpu: "2", memory } });
const brokers = { replicas: 3, storage: { size: "1Gi" }, heap: "384Mi", resources: resources("200m", "1Gi") };
const controllers = { replicas: 3, storage: { size: "1Gi" }, heap: "192Mi", resources: resources("100m", "512Mi") };

/** Seconds between two acknowledgements that a broker which hands over its leaders may cost. */
export const handover = 10;

/** In plain text, as the ledger's clients and the bare manifest are. */
const tls = { enabled: false };

/** Combined nodes, as the bare manifest has them. */
export const combined = { tls, brokers };

/** As the prod stack has it. */
export const separate: Shape = {
  title: "three controllers and three brokers",
  kafka: { tls, brokers, controllers },
  first: { version: "3.9" },
  controllers: "kafka-controller",
  rack: { rack: "podLabel" },
  failover: 10,
};

/** As many clusters still are. */
export const onEnsemble: Shape = {
  title: "three brokers of 3.9 on a ZooKeeper ensemble",
  kafka: { mode: "zookeeper", version: "3.9", tls, brokers: { ...brokers, storage: { size: "1Gi", logDirs: 2 } } },
  rack: { rack: "nodeLabel", rackImage: clientImage },
  zookeeper: { ...small, dataLog: { size: "1Gi" } },
  failover: 20,
};

/** Topics of the article, and the ledger's, of one partition so that a gap is one of every record. */
export const topics = {
  ledger: { name: "ledger", partitions: 1, config: { "retention.ms": 86_400_000 } },
  my: { name: "my-topic", partitions: 3 },
  high: { name: "high-throughput-topic", partitions: 6, config: { "retention.ms": 3_600_000 } },
};
