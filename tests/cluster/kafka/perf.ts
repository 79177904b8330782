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
  private constructor(
    private readonly brokers: Brokers,
    private readonly connection: string,
  ) {}

  /** @param secret connection with properties of a client @default plain text, with acks=all */
  static async start(brokers: Brokers, secret?: string): Promise<PerfPod> {
    const { namespace } = brokers;
    const role = { labels: { role: "producer" }, image, memory: "512Mi" };
    await namespace.apply(
      listOf([scriptsConfigMap(), clientPod({ name: "perf", ...role, secret, command: ["sleep", "infinity"] })]),
    );
    await namespace.run(["wait", "--for=condition=Ready", "pod/perf", "--timeout=120s"]);
    const servers = `bootstrap.servers=${brokers.hosts.map((host) => `${host}:9092`).join(",")}`;
    return new PerfPod(
      brokers,
      secret ? "--command-config /binding/client.properties" : `--command-property acks=all ${servers}`,
    );
  }

  /** @param perSecond -1 for as many as there can be */
  async produce(topic: string, records: number, perSecond: number): Promise<Perf> {
    const load = `--num-records ${records} --record-size ${recordBytes} --throughput ${perSecond}`;
    const said = await this.run(`kafka-producer-perf-test.sh --topic ${topic} ${load} ${this.connection}`);
    const [, rate, p99] = /^\d+ records sent, ([\d.]+) records\/sec .* ([\d.]+) ms 99th,/m.exec(said) ?? [];
    if (rate === undefined || p99 === undefined) throw new Error(`no figures in: ${said}`);
    return { recordsPerSecond: Number(rate), p99: Number(p99) };
  }

  private run(command: string): Promise<string> {
    const script = `KAFKA_HEAP_OPTS=-Xmx256m LOG_DIR=/tmp /opt/kafka/bin/${command}`;
    return this.brokers.namespace.exec("perf", ["bash", "-c", script], { timeoutMs: 300_000 });
  }
}
