import assert from "node:assert/strict";
import { clientPod, listOf, scriptsConfigMap } from "./clients";
import type { Namespace } from "./kubectl";
import type { RunOptions } from "./process";
import { waitFor } from "./wait";

/** A pod that does nothing by itself, to look at the network from. */
export class Probe {
  private constructor(
    private readonly namespace: Namespace,
    private readonly name: string,
  ) {}

  /** @param secret Secret to mount at /binding */
  static async start(
    namespace: Namespace,
    name: string,
    labels: Record<string, string>,
    secret?: string,
  ): Promise<Probe> {
    const manifests = [scriptsConfigMap(), clientPod({ name, labels, command: ["sleep", "infinity"], secret })];
    await namespace.apply(listOf(manifests));
    await namespace.run(["wait", "--for=condition=Ready", `pod/${name}`, "--timeout=300s"], { timeoutMs: 310_000 });
    return new Probe(namespace, name);
  }

  /** Those of the ports that accept a connection, by host. */
  async openPorts(hosts: string[], ports: number[]): Promise<Record<string, number[]>> {
    const each = (host: string): string => `for port in ${ports.join(" ")}; do try ${host} $port & done`;
    const attempt = 'try() { nc -z -w 2 "$1" "$2" && echo "$1 $2"; }';
    const said = await this.exec(["sh", "-c", [attempt, ...hosts.map(each), "wait"].join("\n")]);
    const open = said.split("\n");
    return Object.fromEntries(hosts.map((host) => [host, ports.filter((port) => open.includes(`${host} ${port}`))]));
  }

  /** Waits until exactly those of the ports are open, of each host if there are several: a policy takes a moment to hold for a new pod. */
  awaitOpen(host: string | string[], ports: number[], expected: number[]): Promise<boolean> {
    const hosts = [host].flat();
    const all = Object.fromEntries(hosts.map((one) => [one, expected]));
    const look = async (): Promise<boolean> => {
      assert.deepEqual(await this.openPorts(hosts, ports), all);
      return true;
    };
    const what = `exactly the ports [${expected.join(", ")}] are open to ${this.name}`;
    return waitFor(what, look, { timeoutMs: 40_000 });
  }

  exec(command: string[], options?: RunOptions): Promise<string> {
    return this.namespace.exec(this.name, command, options);
  }
}
