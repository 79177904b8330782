import { diagnose } from "./diagnose";
import type { Namespace } from "./kubectl";
import { isReady, restarts, type Named, type Pod, type StatefulSet } from "./objects";
import { waitFor } from "./wait";

/** The one StatefulSet of a namespace, whoever deployed it. */
export async function onlyStatefulSet(namespace: Namespace): Promise<StatefulSet> {
  const [set, ...more] = await namespace.list<StatefulSet>("statefulsets");
  if (set === undefined || more.length > 0) throw new Error(`${namespace.name} has not exactly one StatefulSet`);
  return set;
}

/** The pods of a StatefulSet, and what happens to them, seen from outside. */
export class Members {
  constructor(
    readonly namespace: Namespace,
    readonly set: StatefulSet,
  ) {}

  get podNames(): string[] {
    return Array.from({ length: this.set.spec.replicas }, (_, ordinal) => `${this.set.metadata.name}-${ordinal}`);
  }

  /** Where a client finds each member. */
  get hosts(): string[] {
    const domain = `${this.set.spec.serviceName}.${this.namespace.name}.svc.cluster.local`;
    return this.podNames.map((pod) => `${pod}.${domain}`);
  }

  pods(): Promise<Pod[]> {
    const labels = Object.entries(this.set.spec.selector.matchLabels).map(([key, value]) => `${key}=${value}`);
    return this.namespace.list<Pod>("pods", labels.join(","));
  }

  /** Ends a process by a script in its container and waits until that was started anew and serves. */
  async killBy(pod: string, script: string): Promise<void> {
    const before = restarts(await this.namespace.get<Pod>("pod", pod));
    await this.namespace.ask(["exec", pod, "--", "sh", "-c", script]); // ends with the container it runs in
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

  /** Loses the volumes of a pod, and waits until one with empty volumes serves in its place. */
  async loseVolumes(pod: string): Promise<void> {
    const old = await this.claims(pod);
    await this.namespace.run(["delete", "pvc", "--wait=false", ...old.map(({ metadata }) => metadata.name)]);
    await this.replace([pod]);
    const uids = old.map(({ metadata }) => metadata.uid);
    const kept = (await this.claims(pod)).filter(({ metadata }) => uids.includes(metadata.uid));
    if (old.length === 0 || kept.length > 0) throw new Error(`${pod} lost no volume`);
  }

  private async claims(pod: string): Promise<Named[]> {
    const all = await this.namespace.list<Named>("persistentvolumeclaims");
    return all.filter(({ metadata }) => metadata.name.endsWith(`-${pod}`));
  }

  /** Waits until all of them serve. */
  async serve(): Promise<void> {
    const { replicas } = this.set.spec;
    await this.until(`all ${replicas} serve`, async () => (await this.pods()).filter(isReady).length === replicas);
  }

  private until(what: string, look: () => Promise<boolean>): Promise<boolean> {
    const diagnosis = (): Promise<string> => diagnose(this.namespace);
    return waitFor(what, look, { timeoutMs: 300_000, everyMs: 1000, diagnose: diagnosis });
  }
}
