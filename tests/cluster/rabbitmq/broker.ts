import type { Target } from "../support/clients";
import type { Namespace } from "../support/kubectl";
import { Members, onlyStatefulSet } from "../support/members";
import type { Named } from "../support/objects";

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

/** The RabbitMQ nodes of a namespace. */
export class Broker extends Members {
  static async find(namespace: Namespace): Promise<Broker> {
    return new Broker(namespace, await onlyStatefulSet(namespace));
  }

  /** Where a client finds each node. */
  target(secret: string): Target {
    return { hosts: this.hosts, secret };
  }

  /** Kills a node's process and waits until its container was started anew and serves. */
  kill(pod: string): Promise<void> {
    return this.killBy(pod, killBeam);
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
}
