import assert from "node:assert/strict";
import { clientPod, listOf, scriptsConfigMap } from "./clients";
import type { Namespace } from "./kubectl";
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
    await namespace.run(["wait", "--for=condition=Ready", `pod/${name}`, "--timeout=120s"]);
    return new Probe(namespace, name);
  }

  /** Those of the ports that accept a connection. */
  async openPorts(host: string, ports: number[]): Promise<number[]> {
    const script = `for port in ${ports.join(" ")}; do (nc -z -w 2 ${host} $port && echo $port) & done; wait`;
    const open = await this.exec(["sh", "-c", script]);
    return ports.filter((port) => open.split("\n").includes(String(port)));
  }

  /** Waits until exactly those of the ports are open: a policy takes a moment to hold for a new pod. */
  awaitOpen(host: string, ports: number[], expected: number[]): Promise<boolean> {
    const look = async (): Promise<boolean> => {
      assert.deepEqual(await this.openPorts(host, ports), expected);
      return true;
    };
    return waitFor(`exactly the ports [${expected.join(", ")}] are open`, look, { timeoutMs: 40_000 });
  }

  exec(command: string[]): Promise<string> {
    return this.namespace.exec(this.name, command);
  }
}
