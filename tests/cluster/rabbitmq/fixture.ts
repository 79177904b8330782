import { deployer } from "../support/deployer";
import type { Deployment } from "../support/deployment";
import type { Namespace } from "../support/kubectl";
import { Ledger } from "../support/ledger";
import { release, reserve } from "../support/namespaces";
import { Stack } from "../support/stack";
import { adminSecret, Broker } from "./broker";

/** A deployed stack with a RabbitMQ and a ledger that runs through all that its tests do to it. */
export class Fixture implements Deployment {
  readonly namespace: Namespace;
  /** Namespace that the stack's config names for scrapers; a test that needs it creates it. */
  readonly monitoring = reserve("monitoring");
  readonly stack: Stack;
  /** What the first deployment said on its error output. */
  said = "";
  private found?: Broker;
  private running?: Ledger;

  /** @param name committed stack, "dev" or "prod" */
  constructor(name: "dev" | "prod") {
    this.namespace = reserve(name);
    this.stack = new Stack(name, this.namespace);
    this.stack.only("rabbitmq", this.stack.rabbitmq);
    const namespaceLabels = { "kubernetes.io/metadata.name": this.monitoring.name };
    this.stack.edit((config) => Object.assign(config, { networkPolicy: { monitoring: [{ namespaceLabels }] } }));
  }

  async up(): Promise<void> {
    this.said = await deployer.up(this.stack);
    this.found = await Broker.find(this.namespace);
    this.running = await Ledger.start(this.namespace, this.found.target(await adminSecret(this.namespace)));
  }

  async down(): Promise<void> {
    await release(this.namespace);
    await release(this.monitoring);
  }

  get broker(): Broker {
    if (this.found === undefined) throw new Error("not deployed");
    return this.found;
  }

  get members(): Broker {
    return this.broker;
  }

  get ledger(): Ledger {
    if (this.running === undefined) throw new Error("not deployed");
    return this.running;
  }

  /** Deploys the stack's present config. */
  redeploy(): Promise<string> {
    return deployer.up(this.stack);
  }
}
