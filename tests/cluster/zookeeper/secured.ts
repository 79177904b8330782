import { Authority, type Pair } from "../support/authority";
import { deployer } from "../support/deployer";
import { create, release, reserve } from "../support/namespaces";
import { pairFiles, plant } from "../support/plant";
import { Probe } from "../support/probe";
import { Stack } from "../support/stack";
import { Ensemble } from "./ensemble";
import { small } from "./fixture";
import { client } from "./ledger";

/** A broker that leaves a small machine its air. */
const brokers = {
  replicas: 1,
  storage: { size: "1Gi" },
  heap: "256Mi",
  resources: { requests: { cpu: "200m", memory: "640Mi" }, limits: { cpu: "2", memory: "640Mi" } },
};

/** Memory for a tool beside the server. */
const memory = { cpu: "100m", memory: "384Mi" };
const roomy = { ...small, heap: "128Mi", resources: { requests: memory, limits: { ...memory, cpu: "1" } } };

const member = (i: number): string => `zookeeper-${i}.zookeeper-headless`;

/** An ensemble with certificates of the tests' own authority, and a broker of Kafka that has one, too. */
export class Secured {
  readonly namespace = reserve("secured");
  /** Namespace of scrapers. */
  readonly monitoring = reserve("monitoring");
  readonly stack = new Stack("dev", this.namespace);
  authority!: Authority;
  /** Authority of clients, which no member has to trust as a member. */
  clients!: Authority;
  /** Another authority, which nobody trusts. */
  stranger!: Authority;
  ensemble!: Ensemble;
  /** A pod that may reach the members, with the brokers' own certificate. */
  probe!: Probe;

  async up(): Promise<void> {
    const authorities = [Authority.create(), Authority.create(), Authority.create()] as const;
    [this.authority, this.clients, this.stranger] = await Promise.all(authorities);
    await create(this.namespace, { "pod-security.kubernetes.io/enforce": "restricted" });
    await this.give("members", await this.authority.issue(["zookeeper", ...this.names]));
    await this.give("broker", await this.clients.issue(["kafka"]));
    this.stack.systems({
      zookeeper: {
        ...roomy,
        // A pod that looks like a member is to have a place beside it.
        antiAffinity: "preferred",
        tls: { secretName: "members" },
        networkPolicy: { monitoring: [{ namespaceLabels: { "kubernetes.io/metadata.name": this.monitoring.name } }] },
      },
      kafka: { mode: "zookeeper", version: "3.9", brokers, topics: ["orders"], zookeeperTls: { secretName: "broker" } },
    });
    await deployer.up(this.stack);
    this.ensemble = await Ensemble.find(this.namespace);
    this.probe = await Probe.start(this.namespace, "client", client, "broker");
    const other = await this.clients.issue(["other"]);
    await plant(this.namespace, "client", pairFiles({ "/ledger/other": other }));
  }

  /** What comes of each that a client tries, see clients/znode_attempt.py. */
  async attempts(...all: { what: string; certificate?: string }[]): Promise<unknown[]> {
    const hosts = this.ensemble.hosts.map((host) => `${host}:2281`).join(",");
    const command = ["env", `HOSTS=${hosts}`, "python3", "/scripts/znode_attempt.py", JSON.stringify(all)];
    return JSON.parse(await this.probe.exec(command)) as unknown[];
  }

  async down(): Promise<void> {
    await release(this.namespace);
    await release(this.monitoring);
  }

  /** The members' names, short as they know each other, and whole as their clients do. */
  private get names(): string[] {
    const short = [0, 1, 2].map(member);
    return [...short, ...short.map((name) => `${name}.${this.namespace.name}.svc.cluster.local`), "localhost"];
  }

  private async give(name: string, { certificate, key }: Pair): Promise<void> {
    const authorities = { "ca.crt": this.authority.certificate, "client-ca.crt": this.clients.certificate };
    const stringData = { "tls.crt": certificate, "tls.key": key, ...authorities };
    await this.namespace.apply(JSON.stringify({ apiVersion: "v1", kind: "Secret", metadata: { name }, stringData }));
  }
}
