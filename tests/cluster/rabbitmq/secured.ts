import { join } from "node:path";
import { Authority } from "../support/authority";
import { deployer } from "../support/deployer";
import { create, release, reserve } from "../support/namespaces";
import { Probe } from "../support/probe";
import { Stack } from "../support/stack";
import { Broker } from "./broker";

const rights = { vhost: "orders", configure: ".*", write: ".*", read: ".*" };

/** A node with certificates of the tests' own authority, connected applications, and a user whose password rotates. */
export class Secured {
  readonly namespace = reserve("secured");
  /** Namespace of scrapers. */
  readonly monitoring = reserve("monitoring");
  readonly stack = new Stack("dev", this.namespace);
  readonly host = `rabbitmq-0.rabbitmq-headless.${this.namespace.name}.svc.cluster.local`;
  readonly service = `rabbitmq.${this.namespace.name}.svc.cluster.local`;
  readonly pod = "rabbitmq-0";
  authority!: Authority;
  /** Another authority, which nobody trusts. */
  stranger!: Authority;
  broker!: Broker;

  async up(): Promise<void> {
    [this.authority, this.stranger] = await Promise.all([Authority.create(), Authority.create()]);
    await create(this.namespace, { "pod-security.kubernetes.io/enforce": "restricted" });
    await this.certify();
    this.stack.program(join(__dirname, "connected.ts"));
    this.stack.only("rabbitmq", {
      ...this.stack.rabbitmq,
      tls: { secretName: "own", caCertificate: this.authority.certificate },
      networkPolicy: {
        monitoring: [{ namespaceLabels: { "kubernetes.io/metadata.name": this.monitoring.name } }],
      },
      plugins: ["rabbitmq_stream"],
      exchanges: [{ name: "orders", vhost: "orders", type: "topic" }],
      queues: [{ name: "incoming", vhost: "orders" }],
      bindings: [{ vhost: "orders", source: "orders", destination: "incoming", routingKey: "#" }],
    });
    this.rotate({ rotation: 1 });
    await deployer.up(this.stack);
    this.broker = await Broker.find(this.namespace);
  }

  /** Sets where the user `mover` is in its rotation, for the next deployment. */
  rotate(staged: { rotation: number; retire?: number }): void {
    this.stack.edit((config) => {
      config.users = [{ name: "mover", staged, permissions: [rights] }];
    });
  }

  redeploy(): Promise<string> {
    return deployer.up(this.stack);
  }

  /** Gives the node a certificate. @param hours until its end */
  async certify(hours = 24, names = [this.host, this.service]): Promise<void> {
    const secret = this.authority.secret("own", await this.authority.issue(names, hours));
    await this.namespace.run(["apply", "--server-side", "--force-conflicts", "-f", "-"], {
      input: JSON.stringify(secret),
    });
  }

  /** A client with the connection Secret of an application. */
  client(name: string, secret: string): Promise<Probe> {
    return Probe.start(this.namespace, `client-${name}`, { role: "producer" }, secret);
  }

  async down(): Promise<void> {
    await release(this.namespace);
    await release(this.monitoring);
  }
}

/** What the broker says to one attempt. */
export async function attempt(probe: Probe, what: string, env: Record<string, string> = {}): Promise<string> {
  const set = Object.entries(env).map(([key, value]) => `${key}=${value}`);
  return (await probe.exec(["env", ...set, "python3", "/scripts/attempt.py", ...what.split(" ")])).trim();
}
