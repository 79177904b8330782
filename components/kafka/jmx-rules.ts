import type { Role } from "./roles";

/** MBeans that are read, by role; without a list the agent would walk through all of a broker's thousands at each scrape. */
const brokerObjects = [
  "kafka.server:type=BrokerTopicMetrics,*",
  "kafka.server:type=ReplicaManager,*",
  "kafka.server:type=ReplicaFetcherManager,*",
  "kafka.server:type=KafkaServer,*",
  "kafka.server:type=KafkaRequestHandlerPool,*",
  "kafka.server:type=broker-metadata-metrics",
  "kafka.network:type=RequestMetrics,name=RequestsPerSec,*",
  "kafka.network:type=RequestMetrics,name=TotalTimeMs,*",
  "kafka.network:type=RequestChannel,*",
  "kafka.network:type=SocketServer,*",
  "kafka.log:type=LogManager,*",
  "kafka.log:type=Log,name=Size,*",
];
const controllerObjects = ["kafka.controller:*", "kafka.server:type=raft-metrics"];
const javaObjects = ["java.lang:type=Memory", "java.lang:type=GarbageCollector,*", "java.lang:type=OperatingSystem"];

interface JmxRule {
  pattern: string;
  name: string;
  type?: "COUNTER";
  labels?: Record<string, string>;
}

/** Names as dashboards for Kafka have them: `kafka_server_replicamanager_underreplicatedpartitions`. The first that fits counts. */
const rules: JmxRule[] = [
  {
    pattern: "kafka.(\\w+)<type=(.+), name=(.+), request=(.+)><>(99|999)thPercentile",
    name: "kafka_$1_$2_$3",
    labels: { request: "$4", quantile: "0.$5" },
  },
  {
    pattern: "kafka.(\\w+)<type=(.+), name=(.+), topic=(.+), partition=(.+)><>Value",
    name: "kafka_$1_$2_$3",
    labels: { topic: "$4", partition: "$5" },
  },
  {
    pattern: "kafka.(\\w+)<type=(.+), name=(.+), (.+?)=(.+?)(, .+)?><>Count",
    name: "kafka_$1_$2_$3_total",
    type: "COUNTER",
    labels: { $4: "$5" },
  },
  { pattern: "kafka.(\\w+)<type=(.+), name=(.+), (.+?)=(.+?)><>Value", name: "kafka_$1_$2_$3", labels: { $4: "$5" } },
  { pattern: "kafka.(\\w+)<type=(.+), name=(.+)><>Count", name: "kafka_$1_$2_$3_total", type: "COUNTER" },
  { pattern: "kafka.(\\w+)<type=(.+), name=(.+)><>Value", name: "kafka_$1_$2_$3" },
  { pattern: "kafka.(\\w+)<type=(.+)><>([\\w-]+)", name: "kafka_$1_$2_$3" },
];

/** Configuration of the JMX exporter's agent; JSON, which is YAML too. */
export function jmxRules({ broker, controller }: Role): string {
  const includeObjectNames = [
    ...(broker ? brokerObjects : []),
    ...(controller ? controllerObjects : []),
    ...javaObjects,
  ];
  return `${JSON.stringify({ lowercaseOutputName: true, includeObjectNames, rules }, undefined, 2)}\n`;
}
