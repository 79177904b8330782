import assert from "node:assert/strict";
import type { Deployment } from "./deployment";
import { restarts, type Named, type Pod } from "./objects";

/** What a deployment without a change must leave as it is. */
async function state({ namespace }: Pick<Deployment, "namespace">): Promise<object> {
  const ours = "app.kubernetes.io/part-of=messaging";
  const pods = await namespace.list<Pod>("pods", ours);
  const secrets = await namespace.list<Named>("secrets", ours);
  const sets = await namespace.list<Named>("statefulsets", ours);
  return {
    pods: pods.map((pod) => [pod.metadata.name, pod.metadata.uid, restarts(pod)]),
    generations: sets.map(({ metadata: { name, generation } }) => [name, generation]),
    secrets: secrets.map(({ metadata: { name, resourceVersion } }) => [name, resourceVersion]),
  };
}

/** Deploying again without a change. */
export function repeatTests(fixture: Pick<Deployment, "namespace" | "redeploy">): void {
  it("deployed again without a change keeps its pods and its secrets", async () => {
    const before = await state(fixture);
    await fixture.redeploy();
    assert.deepEqual(await state(fixture), before);
  });
}
