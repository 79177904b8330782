import assert from "node:assert/strict";
import { claim, container, labels, statefulSet } from "./fixtures";
import { foundInStack } from "./questions";
import { unknown, type Resource } from "./support";

const policy = "backup";
const velero = "backup.velero.io/backup-volumes";
const path = `spec.template.metadata.annotations["${velero}"]`;
const unmarked = `Neither ${path} nor the label dataprotection is set, so no backup takes the broker's volumes.`;
const mounts = [...container.volumeMounts, { name: "logs", mountPath: "/logs" }];
const two = statefulSet(
  { containers: [{ ...container, volumeMounts: mounts }] },
  { volumeClaimTemplates: [claim, { ...claim, metadata: { name: "logs" } }] },
);

/** The workload with metadata of its own and of its pods. */
function marked(metadata: object, own: object = {}, { type, props }: Resource = statefulSet()): Resource {
  const set = props as { metadata: object; spec: { template: object } };
  const template = { ...set.spec.template, metadata: { labels, ...metadata } };
  return { type, props: { ...set, metadata: { ...set.metadata, ...own }, spec: { ...set.spec, template } } };
}
const ask = (resource: Resource, settings: object = {}) => foundInStack(policy, [resource], settings);

describe("policy backup", () => {
  it("refuses a broker that no backup tool is told of", async () => {
    assert.deepEqual(await ask(statefulSet()), [unmarked]);
    assert.deepEqual(await ask(marked({}, { annotations: { [velero]: "data" } })), [unmarked]);
    assert.deepEqual(await ask(marked({}, { labels: { dataprotection: "" } })), [unmarked]);
  });

  it("accepts the list of volumes on the pods, when it is complete", async () => {
    assert.deepEqual(await ask(marked({ annotations: { [velero]: "data" } })), []);
    assert.deepEqual(await ask(marked({ annotations: { [velero]: "logs, data" } }, {}, two)), []);
    const half = await ask(marked({ annotations: { [velero]: "data" } }, {}, two));
    assert.deepEqual(half, [`${path} leaves out 1 of 2 volumes with the broker's data.`]);
    const none = await ask(marked({ annotations: { [velero]: "" } }, {}, two));
    assert.deepEqual(none, [`${path} leaves out 2 of 2 volumes with the broker's data.`]);
  });

  it("accepts the label, on the workload or on its pods", async () => {
    assert.deepEqual(await ask(marked({}, { labels: { dataprotection: "k10-daily" } })), []);
    assert.deepEqual(await ask(marked({ labels: { ...labels, dataprotection: "k10-daily" } })), []);
  });

  it("takes other names from the configuration", async () => {
    const settings = { annotation: "example.com/volumes", label: "backup" };
    assert.deepEqual(await ask(marked({ annotations: { "example.com/volumes": "data" } }), settings), []);
    assert.deepEqual(await ask(marked({}, { labels: { backup: "daily" } }), settings), []);
    assert.equal((await ask(marked({ annotations: { [velero]: "data" } }), settings)).length, 1);
  });

  it("refuses a broker that is left out of every backup", async () => {
    const own = { labels: { dataprotection: "k10-daily", "velero.io/exclude-from-backup": "true" } };
    assert.deepEqual(await ask(marked({}, own)), [
      'metadata.labels["velero.io/exclude-from-backup"] keeps the broker out of every backup.',
    ]);
  });

  it("asks nothing of a broker without volumes, and of what is no broker", async () => {
    assert.deepEqual(await ask(statefulSet({}, { volumeClaimTemplates: [] })), []);
    assert.deepEqual(await ask(statefulSet({ containers: [{ ...container, image: "postgres:17", ports: [] }] })), []);
  });

  it("fails closed on an unknown list", async () => {
    assert.deepEqual(await ask(marked({ annotations: { [velero]: unknown.text } })), [
      `${path} is unknown before the deployment, so it cannot be judged.`,
    ]);
  });
});
