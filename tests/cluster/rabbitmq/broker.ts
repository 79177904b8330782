import type { Target } from "../support/clients";
import { diagnose } from "../support/diagnose";
import type { Namespace } from "../support/kubectl";
import { isReady, restarts, type Named, type Pod, type StatefulSet } from "../support/objects";
import { waitFor } from "../support/wait";

/** Secret with the administrator's connection. */
export async function adminSecret(namespace: Namespace): Promise<string> {
  const secrets = await namespace.list<Named>("secrets", "app.kubernetes.io/name=rabbitmq");
  const found = secrets.find(({ metadata: { name } }) => name.endsWith("-admin"));
  if (found === undefined) throw new Error(`no connection Secret in ${namespace.name}`);
  return found.metadata.name;
}

/** Ends the Erlang VM the hard way: no shutdown hook runs. Reads /proc, since an image need not have ps or pkill. */
const killBeam = `for p in /proc/[0-9]*; do
  if [ "$(cat $p/comm 2>/dev/null)" = beam.smp ]; then kill -9 \${p#/proc/}; fi
done`;

/** The RabbitMQ nodes of a namespace, seen from outside: by its one StatefulSet, whoever deployed it. */
export class Broker {
  private constructor(
    readonly namespace: Namespace,
    readonly set: StatefulSet,
  ) {}

  static async find(namespace: Namespace): Promise<Broker> {
    const [set, ...more] = await namespace.list<StatefulSet>("statefulsets");
    if (set === undefined || more.length > 0) throw new Error(`${namespace.name} has not exactly one StatefulSet`);
    return new Broker(namespace, set);
  }

  get podNames(): string[] {
    return Array.from({ length: this.set.spec.replicas }, (_, ordinal) => `${this.set.metadata.name}-${ordinal}`);
  }

  /** Where a client finds each node. */
  target(secret: string): Target {
    const domain = `${this.set.spec.serviceName}.${this.namespace.name}.svc.cluster.local`;
    return { hosts: this.podNames.map((pod) => `${pod}.${domain}`), secret };
  }

  pods(): Promise<Pod[]> {
    const labels = Object.entries(this.set.spec.selector.matchLabels).map(([key, value]) => `${key}=${value}`);
    return this.namespace.list<Pod>("pods", labels.join(","));
  }

  /** Kills a node's process and waits until its container was started anew and serves. */
  async kill(pod: string): Promise<void> {
    const before = restarts(await this.namespace.get<Pod>("pod", pod));
    await this.namespace.ask(["exec", pod, "--", "sh", "-c", killBeam]); // ends with the container it runs in
    await this.until(`${pod} was started anew and serves`, async () => {
      const now = await this.namespace.get<Pod>("pod", pod);
      return restarts(now) > before && isReady(now);
    });
  }

  /** Deletes pods as an eviction would and waits until others with the same names serve. */
  async replace(pods: string[]): Promise<void> {
    const before = new Set((await this.pods()).map(({ metadata }) => metadata.uid));
    await this.namespace.run(["delete", "pod", "--wait=false", ...pods]);
    await this.until(`${pods.join(", ")} replaced`, async () => {
      const ready = (await this.pods()).filter(isReady);
      const fresh = ready.filter(({ metadata }) => pods.includes(metadata.name) && !before.has(metadata.uid));
      return fresh.length === pods.length && ready.length === this.set.spec.replicas;
    });
  }

  /** Cluster members that run, as the first node sees them. */
  async runningNodes(): Promise<string[]> {
    return (await this.ask<{ running_nodes: string[] }>("rabbitmqctl", "cluster_status")).running_nodes;
  }

  /** Standard output of one of the broker's command line tools, as JSON. */
  async ask<T>(tool: string, ...args: string[]): Promise<T> {
    const pod = this.podNames[0] ?? "";
    return JSON.parse(await this.namespace.exec(pod, [tool, "--silent", ...args, "--formatter", "json"])) as T;
  }

  private until(what: string, look: () => Promise<boolean>): Promise<boolean> {
    const diagnosis = (): Promise<string> => diagnose(this.namespace);
    return waitFor(what, look, { timeoutMs: 300_000, everyMs: 1000, diagnose: diagnosis });
  }
}
