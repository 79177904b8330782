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

/** The members of a cluster. */
export class Brokers extends Members {
  static async find(namespace: Namespace): Promise<Brokers> {
    return new Brokers(namespace, await namespace.get<StatefulSet>("statefulset", "kafka"));
  }

  kill(pod: string): Promise<void> {
    return this.killBy(pod, crash);
  }

  /** The topics by name. */
  async topics(): Promise<Record<string, Topic>> {
    const lines = (await this.run("kafka-topics.sh", "--bootstrap-server localhost:9091 --describe")).split("\n");
    return Object.fromEntries(
      lines
        .filter((line) => line.startsWith("Topic: "))
        .map((line) => {
          const field = (key: string) => new RegExp(`(?:^|\\t)${key}: ([^\\t]*)`).exec(line)?.[1] ?? "";
          const configs = field("Configs").split(/,(?=[a-z.]+=)/);
          const numbers = {
            partitions: Number(field("PartitionCount")),
            replicationFactor: Number(field("ReplicationFactor")),
          };
          return [field("Topic"), { ...numbers, configs }];
        }),
    );
  }

  /** Node id of the controller that leads. */
  async leader(): Promise<number> {
    const said = await this.run("kafka-metadata-quorum.sh", "--bootstrap-server localhost:9091 describe --status");
    return Number(/^LeaderId:\s+(\d+)$/m.exec(said)?.[1]);
  }

  private run(script: string, args: string): Promise<string> {
    const [pod = ""] = this.podNames;
    return this.namespace.exec(pod, ["bash", "-c", `${tool} /opt/kafka/bin/${script} ${args}`]);
  }
}
