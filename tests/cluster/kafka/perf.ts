import { clientPod, listOf, scriptsConfigMap } from "../support/clients";
import { image } from "./plain";
import type { Brokers } from "./brokers";

/** What Kafka's own measuring producer found. */
export interface Perf {
  recordsPerSecond: number;
  /** Milliseconds after which all but the slowest hundredth of the records were acknowledged. */
  p99: number;
}

/** Bytes of a record. */
export const recordBytes = 1024;

/** Apache's tools in a pod with the role of a producer. */
export class PerfPod {
  private constructor(private readonly brokers: Brokers) {}

  static async start(brokers: Brokers): Promise<PerfPod> {
    const { namespace } = brokers;
    const role = { labels: { role: "producer" }, image, memory: "512Mi" };
    await namespace.apply(
      listOf([scriptsConfigMap(), clientPod({ name: "perf", ...role, command: ["sleep", "infinity"] })]),
    );
    await namespace.run(["wait", "--for=condition=Ready", "pod/perf", "--timeout=120s"]);
    return new PerfPod(brokers);
  }

  async createTopic(name: string, partitions: number, replicationFactor: number): Promise<void> {
    const size = `--partitions ${partitions} --replication-factor ${replicationFactor}`;
    await this.run(`kafka-topics.sh --bootstrap-server ${this.servers} --create --topic ${name} ${size}`);
  }

  /** @param perSecond -1 for as many as there can be */
  async produce(topic: string, records: number, perSecond: number): Promise<Perf> {
    const load = `--num-records ${records} --record-size ${recordBytes} --throughput ${perSecond}`;
    const said = await this.run(
      `kafka-producer-perf-test.sh --topic ${topic} ${load} --producer-props acks=all bootstrap.servers=${this.servers}`,
    );
    const [, rate, p99] = /^\d+ records sent, ([\d.]+) records\/sec .* ([\d.]+) ms 99th,/m.exec(said) ?? [];
    if (rate === undefined || p99 === undefined) throw new Error(`no figures in: ${said}`);
    return { recordsPerSecond: Number(rate), p99: Number(p99) };
  }

  private get servers(): string {
    return this.brokers.hosts.map((host) => `${host}:9092`).join(",");
  }

  private run(command: string): Promise<string> {
    const script = `KAFKA_HEAP_OPTS=-Xmx256m LOG_DIR=/tmp /opt/kafka/bin/${command}`;
    return this.brokers.namespace.exec("perf", ["bash", "-c", script], { timeoutMs: 300_000 });
  }
}
