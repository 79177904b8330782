import { deployer } from "../support/deployer";
import type { Deployment } from "../support/deployment";
import { release, reserve } from "../support/namespaces";
import { Stack } from "../support/stack";
import { Ensemble } from "./ensemble";
import { ZnodeLedger } from "./ledger";

/** An ensemble that leaves a small machine its air. */
export const small = {
  replicas: 3,
  storage: { size: "1Gi" },
  resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { cpu: "1", memory: "256Mi" } },
};

/** An ensemble with a ledger that runs through all that its tests do to it. */
export class Fixture implements Deployment {
  readonly namespace = reserve("zookeeper");
  /** Namespace that the config names for scrapers; a test that needs it creates it. */
  readonly monitoring = reserve("monitoring");
  said = "";
  private readonly stack = new Stack("prod", this.namespace);
  private found?: Ensemble;
  private running?: ZnodeLedger;

  async up(): Promise<void> {
    this.configure();
    this.said = await deployer.up(this.stack);
    this.found = await Ensemble.find(this.namespace);
    this.running = await ZnodeLedger.start(this.found);
  }

  async down(): Promise<void> {
    await release(this.namespace);
    await release(this.monitoring);
  }

  /** @param config keys of zoo.cfg for the next deployment */
  configure(config: Record<string, number> = {}): void {
    const namespaceLabels = { "kubernetes.io/metadata.name": this.monitoring.name };
    this.stack.only("zookeeper", { ...small, networkPolicy: { monitoring: [{ namespaceLabels }] }, config });
  }

  get members(): Ensemble {
    if (this.found === undefined) throw new Error("not deployed");
    return this.found;
  }

  get ledger(): ZnodeLedger {
    if (this.running === undefined) throw new Error("not deployed");
    return this.running;
  }

  redeploy(): Promise<string> {
    return deployer.up(this.stack);
  }
}
