import type { Plain } from "./plain";

/** What differs between plain clusters of one size. */
export type Settings = Pick<Plain, "properties" | "jvm">;

/** What the article has its brokers say, on Kafka's own controllers instead of ZooKeeper; its heap is half of the memory, too. */
export const article: Settings = {
  properties: {
    "num.network.threads": 5,
    "num.io.threads": 10,
    "socket.send.buffer.bytes": 102400,
    "socket.receive.buffer.bytes": 102400,
    "socket.request.max.bytes": 104857600,
    "num.partitions": 6,
    "default.replication.factor": 3,
    "min.insync.replicas": 2,
    "offsets.topic.replication.factor": 3,
    "auto.create.topics.enable": false,
    "delete.topic.enable": true,
    "unclean.leader.election.enable": false,
    "auto.leader.rebalance.enable": true,
    "log.retention.hours": 168,
    "log.segment.bytes": 1073741824,
    "log.retention.check.interval.ms": 300000,
  },
  jvm: [
    "-server -XX:+UseG1GC -XX:MaxGCPauseMillis=20 -XX:InitiatingHeapOccupancyPercent=35 -XX:G1HeapRegionSize=16M",
    "-XX:MetaspaceSize=96m -XX:MinMetaspaceFreeRatio=50 -XX:MaxMetaspaceFreeRatio=80",
  ].join(" "),
};

/** What Apache's config/server.properties says besides addresses: settings of a single node. */
export const stock: Settings = {
  properties: {
    "num.network.threads": 3,
    "num.io.threads": 8,
    "socket.send.buffer.bytes": 102400,
    "socket.receive.buffer.bytes": 102400,
    "socket.request.max.bytes": 104857600,
    "num.partitions": 1,
    "num.recovery.threads.per.data.dir": 1,
    "offsets.topic.replication.factor": 1,
    "share.coordinator.state.topic.replication.factor": 1,
    "share.coordinator.state.topic.min.isr": 1,
    "transaction.state.log.replication.factor": 1,
    "transaction.state.log.min.isr": 1,
    "log.retention.hours": 168,
    "log.segment.bytes": 1073741824,
    "log.retention.check.interval.ms": 300000,
  },
};
