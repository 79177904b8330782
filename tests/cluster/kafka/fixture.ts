import { deployer } from "../support/deployer";
import type { Deployment } from "../support/deployment";
import { Ledger } from "../support/ledger";
import { release, reserve } from "../support/namespaces";
import { Stack } from "../support/stack";
import { Brokers } from "./brokers";

/** Little enough for a small machine. */
const resources = { requests: { cpu: "200m", memory: "1Gi" }, limits: { cpu: "2", memory: "1Gi" } };

/** Combined nodes, as the bare manifest has them. */
export const combined = { brokers: { replicas: 3, storage: { size: "1Gi" }, heap: "384Mi", resources } };

/** Topics of the article, and the ledger's, of one partition so that a gap is one of every record. */
export const topics = {
  ledger: { name: "ledger", partitions: 1, config: { "retention.ms": 86_400_000 } },
  my: { name: "my-topic", partitions: 3 },
  high: { name: "high-throughput-topic", partitions: 6, config: { "retention.ms": 3_600_000 } },
};

/** Records a second: 50,000 take less than two minutes. */
const perSecond = 500;

/** A deployed Kafka with a ledger that runs through all that its tests do to it. */
export class Fixture implements Deployment {
  readonly namespace = reserve("kafka");
  /** Namespace that the config names for scrapers; a test that needs it creates it. */
  readonly monitoring = reserve("monitoring");
  said = "";
  /** Topics of the next deployment. */
  topics: object[] = Object.values(topics);
  private readonly stack = new Stack("prod", this.namespace);
  private found?: Brokers;
  private running?: Ledger;

  constructor(private readonly settings: object) {}

  async up(): Promise<void> {
    this.configure();
    this.said = await deployer.up(this.stack);
    this.found = await Brokers.find(this.namespace);
    this.running = await startLedger(this.found);
  }

  async down(): Promise<void> {
    await release(this.namespace);
    await release(this.monitoring);
  }

  /** @param change settings for the next deployment, above those of the first */
  configure(change: object = {}): void {
    const namespaceLabels = { "kubernetes.io/metadata.name": this.monitoring.name };
    this.stack.only("kafka", {
      ...this.settings,
      topics: this.topics,
      networkPolicy: { monitoring: [{ namespaceLabels }] },
      metrics: { jmxExporter: {} },
      ...change,
    });
  }

  get members(): Brokers {
    if (this.found === undefined) throw new Error("not deployed");
    return this.found;
  }

  get ledger(): Ledger {
    if (this.running === undefined) throw new Error("not deployed");
    return this.running;
  }

  redeploy(): Promise<string> {
    return deployer.up(this.stack);
  }
}

/** A producer with acks=all and a consumer in a group, on the topic `ledger`. */
export function startLedger(members: Brokers): Promise<Ledger> {
  const env = { HOSTS: members.hosts.map((host) => `${host}:9092`).join(",") };
  return Ledger.run(members.namespace, { publisher: "kafka_producer", consumer: "kafka_consumer", env, perSecond });
}
