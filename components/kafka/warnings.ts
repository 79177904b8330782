import { placementWarnings } from "../kubernetes/rules";
import { listener } from "./listeners";
import { internalReplication, replication, topicReplication } from "./replication";
import type { Kafka } from "./schema";

/** Partitions of one broker above which its restarts take long. */
const partitionsPerBroker = 4000;

/** What is allowed and still worth a thought; shown by `pulumi preview`. */
export function warnings(settings: Kafka): string[] {
  const { mode, brokers, version, metrics, controllers, zookeeperTls } = settings;
  const { replicas } = brokers;
  return [
    ...placementWarnings({ ...settings, replicas }),
    ...(replicas === 1 ? ["one broker: a restart is an outage, and the loss of its volume loses its records"] : []),
    ...(controllers?.replicas === 1 ? ["one controller: while it restarts no broker can change anything"] : []),
    ...noRoll(settings),
    ...(settings.external && listener(settings, "external").protocol === "PLAINTEXT"
      ? ["external is PLAINTEXT: whoever is on its networks reads and writes all, and so does who listens in between"]
      : []),
    ...(partitionsOf(settings) > partitionsPerBroker * replicas
      ? [`more than ${partitionsPerBroker} replicas of partitions on each broker; add brokers, or declare fewer`]
      : []),
    ...(metrics.jmxExporter ? [] : ["no metrics: set metrics.jmxExporter"]),
    ...(mode === "zookeeper" && !zookeeperTls
      ? [
          "no zookeeperTls: brokers speak to ZooKeeper in plain text, and whoever reaches it may change what they keep there",
        ]
      : []),
    ...(version === "3.9" ? ["Kafka 3.9 is the last with ZooKeeper; 4.3 is reached by way of KRaft"] : []),
  ];
}

/** With every replica needed in sync, the restart of one broker is an outage of its partitions. */
function noRoll(settings: Kafka): string[] {
  if (settings.brokers.replicas === 1) return [];
  const all: [name: string, replication: { factor: number; minIsr: number }][] = [
    ["default.replication.factor", replication(settings)],
    ["transaction.state.log.replication.factor", internalReplication(settings, "transaction")],
    ...settings.topics
      .filter((topic) => !topic.delete)
      .map((topic): [string, { factor: number; minIsr: number }] => [
        `topic ${topic.name}`,
        topicReplication(settings, topic),
      ]),
  ];
  return all
    .filter(([, { factor, minIsr }]) => factor <= minIsr)
    .map(([name, { factor }]) =>
      factor === 1
        ? `${name}: one replica, whose broker's restart is an outage and whose disk's loss loses records`
        : `${name}: min.insync.replicas is all of ${factor} replicas, so that nothing can be written while one broker restarts`,
    );
}

function partitionsOf(settings: Kafka): number {
  const { topics, config } = settings;
  return topics
    .filter((topic) => !topic.delete)
    .reduce((sum, topic) => {
      const partitions = topic.partitions ?? Number(config["num.partitions"] ?? 3);
      return sum + partitions * topicReplication(settings, topic).factor;
    }, 0);
}
