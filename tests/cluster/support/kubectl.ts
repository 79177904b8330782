import { kubectlBinary } from "./env";
import { finish, run, type Finished, type RunOptions } from "./process";
import type { List, Named } from "./objects";

/** kubectl on the cluster of KUBECONFIG, without a namespace. */
export function kubectl(args: string[], options?: RunOptions): Promise<Finished> {
  return run(kubectlBinary, args, options);
}

/** kubectl within one namespace. */
export class Namespace {
  constructor(readonly name: string) {}

  run(args: string[], options?: RunOptions): Promise<Finished> {
    return kubectl(["-n", this.name, ...args], options);
  }

  /** Like `run`, but a failure is an answer too. */
  ask(args: string[], options?: RunOptions): Promise<Finished> {
    return finish(kubectlBinary, ["-n", this.name, ...args], options);
  }

  async get<T extends Named>(kind: string, name: string): Promise<T> {
    return JSON.parse((await this.run(["get", kind, name, "-o", "json"])).stdout) as T;
  }

  /** Objects of one kind or several ("secrets,configmaps"). */
  async list<T extends Named>(kinds: string, selector?: string): Promise<T[]> {
    const filter = selector === undefined ? [] : ["-l", selector];
    const { stdout } = await this.run(["get", kinds, "-o", "json", ...filter]);
    return (JSON.parse(stdout) as List<T>).items;
  }

  /** Standard output of a command in a pod's first container. */
  async exec(pod: string, command: string[], options?: RunOptions): Promise<string> {
    return (await this.run(["exec", pod, "--", ...command], options)).stdout;
  }

  async apply(manifest: string): Promise<Finished> {
    return this.run(["apply", "--server-side", "-f", "-"], { input: manifest });
  }
}
