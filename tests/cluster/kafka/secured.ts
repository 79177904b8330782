import { join } from "node:path";
import { Authority } from "../support/authority";
import { deployer } from "../support/deployer";
import { create, release, reserve } from "../support/namespaces";
import { Stack } from "../support/stack";

/** Three combined nodes with every listener there is. */
const brokers = {
  replicas: 3,
  storage: { size: "1Gi" },
  heap: "320Mi",
  resources: { requests: { cpu: "200m", memory: "768Mi" }, limits: { cpu: "2", memory: "768Mi" } },
};

const selector = { "app.kubernetes.io/name": "kafka", "app.kubernetes.io/instance": "kafka" };

/** The members' pods. */
export const pods = [0, 1, 2].map((id) => `kafka-${id}`);

/** Labels of them. */
export const server = { ...selector, "app.kubernetes.io/component": "server" };

/** Labels of the Jobs' pods that make users. */
export const job = { ...selector, "app.kubernetes.io/component": "users" };

/** What clients outside of Kubernetes call the brokers. */
export const outside = (id: number): string => `kafka-${id}.example.com`;

/** Topics: one for each application, the ledger's, and one that is nobody's. */
const topics = ["orders", "incoming", "other", "ledger"].map((name) => ({ name, partitions: 1 }));

/** A cluster with certificates of the tests' own authority, connected applications, and a user whose password rotates. */
export class Secured {
  readonly namespace = reserve("secured");
  /** Namespace of scrapers. */
  readonly monitoring = reserve("monitoring");
  /** Not prod, whose spread leaves no node to one more pod with the labels of members. */
  readonly stack = new Stack("dev", this.namespace);
  readonly hosts = pods.map((pod) => `${pod}.kafka-headless.${this.namespace.name}.svc.cluster.local`);
  authority!: Authority;
  /** Another authority, which nobody trusts. */
  stranger!: Authority;

  async up(): Promise<void> {
    [this.authority, this.stranger] = await Promise.all([Authority.create(), Authority.create()]);
    await create(this.namespace, { "pod-security.kubernetes.io/enforce": "restricted" });
    await this.certify();
    this.stack.program(join(__dirname, "connected.ts"));
    await this.rotate({});
  }

  /** Deploys with the user `mover` in this place of its rotation. */
  rotate(mover: { rotation?: number; retire?: number }): Promise<string> {
    this.stack.only("kafka", {
      brokers,
      antiAffinity: "preferred",
      topics,
      users: [
        { name: "mover", produce: ["ledger"], consume: ["ledger"], groups: ["ledger"], ...mover },
        { name: "holder", authentication: "tls", produce: ["orders"] },
      ],
      tls: { secretName: "own", caCertificate: this.authority.certificate },
      external: {
        type: "ingress",
        host: outside(0).replace("0", "{id}"),
        allowedPeers: [{ podLabels: { role: "gate" } }],
      },
      networkPolicy: { monitoring: [{ namespaceLabels: { "kubernetes.io/metadata.name": this.monitoring.name } }] },
      metrics: { jmxExporter: {} },
    });
    return deployer.up(this.stack);
  }

  /** Gives the members another certificate, which they show once they start anew. */
  async certify(): Promise<void> {
    const short = pods.map((pod) => `${pod}.kafka-headless`);
    const names = [...this.hosts, ...short, "localhost", ...pods.map((_, id) => outside(id))];
    const secret = this.authority.secret("own", await this.authority.issue(names));
    await this.namespace.run(["apply", "--server-side", "--force-conflicts", "-f", "-"], {
      input: JSON.stringify(secret),
    });
  }

  /** Replaces the members' certificate by another, and rolls them. */
  async replaceCertificate(): Promise<void> {
    await this.certify();
    await this.namespace.run(["rollout", "restart", "statefulset/kafka"]);
    await this.namespace.run(["rollout", "status", "statefulset/kafka", "--timeout=420s"], { timeoutMs: 430_000 });
  }

  async down(): Promise<void> {
    await release(this.namespace);
    await release(this.monitoring);
  }
}
