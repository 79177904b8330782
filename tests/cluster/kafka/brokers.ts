import type { Namespace } from "../support/kubectl";
import { Members } from "../support/members";
import type { StatefulSet } from "../support/objects";

/** Crashes the Java VM: as the first process of its container it takes no signal that it does not handle, and this is one it cannot live on. */
const crash = "kill -SEGV 1";

/** A tool of Kafka's inside a broker's container: small, and without what the broker's environment says of a server. */
const tool =
  "KAFKA_OPTS= KAFKA_GC_LOG_OPTS= KAFKA_LOG4J_OPTS= KAFKA_HEAP_OPTS=-Xmx64m KAFKA_JVM_PERFORMANCE_OPTS=-XX:+UseSerialGC";

/** A topic as the brokers have it. */
export interface Topic {
  partitions: number;
  replicationFactor: number;
  configs: string[];
}

/** Who has a partition, by node ids; the first replica is the one that leads when all is well. */
export interface Partition {
  leader: number;
  replicas: number[];
}

/** The members of a role: brokers, or controllers of their own. */
export class Brokers extends Members {
  /**
   * @param name of the StatefulSet
   * @param port by which members reach each other
   */
  static async find(namespace: Namespace, name = "kafka", port = 9091): Promise<Brokers> {
    return new Brokers(namespace, await namespace.get<StatefulSet>("statefulset", name), port);
  }

  private constructor(
    namespace: Namespace,
    set: StatefulSet,
    private readonly port: number,
  ) {
    super(namespace, set);
  }

  kill(pod: string): Promise<void> {
    return this.killBy(pod, crash);
  }

  /** The topics by name. */
  async topics(): Promise<Record<string, Topic>> {
    const lines = (await this.describe()).filter((line) => line.startsWith("Topic: "));
    return Object.fromEntries(lines.map((line) => [field(line, "Topic"), topic(line)]));
  }

  /** The first partition of a topic. */
  async partition(name: string): Promise<Partition> {
    const wanted = (line: string) => field(line, "Topic") === name && field(line, "Partition") === "0";
    const line = (await this.describe()).find(wanted) ?? "";
    return { leader: Number(field(line, "Leader")), replicas: field(line, "Replicas").split(",").map(Number) };
  }

  /** Gives the first partition of a topic to the replica that leads when all is well. */
  async electPreferred(name: string): Promise<void> {
    await this.run("kafka-leader-election.sh", `--election-type PREFERRED --topic ${name} --partition 0`);
  }

  /** Makes a topic that no stack declares. */
  async create(name: string, replicas: number, partitions = 1): Promise<void> {
    const size = `--partitions ${partitions} --replication-factor ${replicas}`;
    await this.run("kafka-topics.sh", `--create --topic ${name} ${size}`);
  }

  /** Node id of the controller that leads. */
  async leader(): Promise<number> {
    const said = await this.run("kafka-metadata-quorum.sh", "describe --status");
    return Number(/^LeaderId:\s+(\d+)$/m.exec(said)?.[1]);
  }

  /** Zone that each broker tells, by its pod's name. */
  async racks(): Promise<Record<string, string>> {
    const said = await this.run("kafka-broker-api-versions.sh", "");
    const found = said.matchAll(/^(\S+?)\.\S+ \(id: \d+ rack: ([^\s)]+)/gm);
    return Object.fromEntries([...found].map(([, pod = "", rack = ""]) => [pod, rack]));
  }

  /** `metadata.version` that is in force, as `4.3-IV0`. */
  async metadataVersion(): Promise<string> {
    const said = await this.run("kafka-features.sh", "describe");
    return /metadata\.version\s.*FinalizedVersionLevel: (\S+)/.exec(said)?.[1] ?? said;
  }

  private async describe(): Promise<string[]> {
    return (await this.run("kafka-topics.sh", "--describe")).split("\n");
  }

  private run(script: string, args: string): Promise<string> {
    const [pod = ""] = this.podNames;
    const command = `${tool} /opt/kafka/bin/${script} --bootstrap-server localhost:${this.port} ${args}`;
    return this.namespace.exec(pod, ["bash", "-c", command]);
  }
}

/** A field of a line of `kafka-topics.sh --describe`. */
function field(line: string, key: string): string {
  return new RegExp(`(?:^|\\t)${key}: ([^\\t]*)`).exec(line)?.[1] ?? "";
}

function topic(line: string): Topic {
  return {
    partitions: Number(field(line, "PartitionCount")),
    replicationFactor: Number(field(line, "ReplicationFactor")),
    configs: field(line, "Configs").split(/,(?=[a-z.]+=)/),
  };
}
