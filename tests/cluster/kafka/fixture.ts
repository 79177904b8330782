import { deployer } from "../support/deployer";
import type { Deployment } from "../support/deployment";
import { Ledger } from "../support/ledger";
import type { Members } from "../support/members";
import { release, reserve } from "../support/namespaces";
import { zones } from "../support/nodes";
import { Stack } from "../support/stack";
import { Ensemble } from "../zookeeper/ensemble";
import { Brokers } from "./brokers";
import { topics, type Shape } from "./shapes";

/** Records a second: 50,000 take less than four minutes. */
const perSecond = 250;

interface Found {
  brokers: Brokers;
  /** Of their own, if there are such. */
  controllers?: Brokers;
  ensemble?: Ensemble;
  ledger: Ledger;
}

/** A deployed Kafka with a ledger that runs through all that its tests do to it. */
export class Fixture implements Deployment {
  readonly namespace = reserve("kafka");
  /** Namespace that the config names for scrapers; a test that needs it creates it. */
  readonly monitoring = reserve("monitoring");
  said = "";
  /** Whether the nodes have zones. */
  zoned = false;
  /** Topics of the next deployment. */
  topics: object[] = Object.values(topics);
  private readonly stack = new Stack("prod", this.namespace);
  private found?: Found;

  constructor(readonly shape: Shape) {}

  async up(): Promise<void> {
    this.zoned = Object.values(await zones()).every((zone) => zone !== undefined);
    this.configure(this.shape.first);
    this.said = await deployer.up(this.stack);
    const { namespace, shape } = this;
    const brokers = await Brokers.find(namespace);
    this.found = {
      brokers,
      ...(shape.controllers && { controllers: await Brokers.find(namespace, shape.controllers) }),
      ...(shape.zookeeper && { ensemble: await Ensemble.find(namespace) }),
      ledger: await startLedger(brokers),
    };
  }

  async down(): Promise<void> {
    await release(this.namespace);
    await release(this.monitoring);
  }

  /** @param change settings for the next deployment, above those of the shape */
  configure(change: object = {}): void {
    const { kafka, rack, zookeeper } = this.shape;
    const namespaceLabels = { "kubernetes.io/metadata.name": this.monitoring.name };
    const ours = {
      topics: this.topics,
      networkPolicy: { monitoring: [{ namespaceLabels }] },
      metrics: { jmxExporter: {} },
      ...(this.zoned && rack),
    };
    this.stack.systems({ ...(zookeeper && { zookeeper }), kafka: { ...kafka, ...ours, ...change } });
  }

  get members(): Brokers {
    return this.deployed.brokers;
  }

  /** Those of their own, or the brokers, which are controllers too. */
  get controllers(): Brokers {
    return this.deployed.controllers ?? this.deployed.brokers;
  }

  get ensemble(): Ensemble {
    if (this.deployed.ensemble === undefined) throw new Error("this shape has no ensemble");
    return this.deployed.ensemble;
  }

  /** The members of every kind. */
  get everyone(): Members[] {
    const { brokers, controllers, ensemble } = this.deployed;
    return [brokers, controllers, ensemble].filter((members) => members !== undefined);
  }

  get ledger(): Ledger {
    return this.deployed.ledger;
  }

  redeploy(): Promise<string> {
    return deployer.up(this.stack);
  }

  private get deployed(): Found {
    if (this.found === undefined) throw new Error("not deployed");
    return this.found;
  }
}

/**
 * A producer with acks=all and a consumer in a group, on the topic `ledger`.
 * @param avoid node that is to lose its power
 */
export function startLedger({ namespace, hosts }: Brokers, avoid?: string): Promise<Ledger> {
  const env = { HOSTS: hosts.map((host) => `${host}:9092`).join(",") };
  return Ledger.run(namespace, { publisher: "kafka_producer", consumer: "kafka_consumer", env, perSecond, avoid });
}
