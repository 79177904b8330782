import assert from "node:assert/strict";
import { claim, container, statefulSet, workload } from "./fixtures";
import { kafka, pool, rabbitmqCluster } from "./operators";
import { foundInAll, foundInStack } from "./questions";
import { unknown, type Resource } from "./support";

const policy = "storage-class";
const unnamed = (path: string) =>
  `${path} is not set, so whatever the cluster's default class is that day decides how fast the disk is and whether it stays.`;
const own = "spec.volumeClaimTemplates[0].spec.storageClassName";
const accepted = { defaultClass: "accepted" };
const set = (storageClassName: unknown, metadata: object = {}) =>
  statefulSet(
    {},
    {
      volumeClaimTemplates: [
        { metadata: { ...claim.metadata, ...metadata }, spec: { ...claim.spec, storageClassName } },
      ],
    },
  );
const ask = (storageClassName: unknown, others: Resource[] = [], settings: object = {}) =>
  foundInStack(policy, [set(storageClassName), ...others], settings);
const object = (kind: string, props: object): Resource => ({ type: `kubernetes:storage.k8s.io/v1:${kind}`, props });
const storageClass = (props: object, metadata: object = {}) =>
  object("StorageClass", {
    metadata: { name: "messaging", ...metadata },
    reclaimPolicy: "Retain",
    allowVolumeExpansion: true,
    ...props,
  });
const isDefault = { annotations: { "storageclass.kubernetes.io/is-default-class": "true" } };
const volume = (spec: object) => object("PersistentVolume", { metadata: { name: "disk" }, spec });
const deletes = (how: string) =>
  `StorageClass/messaging.reclaimPolicy ${how}: whoever deletes the namespace or a claim deletes the messages.`;
const stuck = "StorageClass/messaging.allowVolumeExpansion is not true, so a disk that is full cannot grow.";
const gone =
  "PersistentVolume/disk.spec.persistentVolumeReclaimPolicy is not Retain: the volume goes with its claim, and the messages with it.";

describe("policy storage-class", () => {
  it("accepts a class that is named, also by no name", async () => {
    assert.deepEqual(await ask("messaging"), []);
    assert.deepEqual(await ask(""), []);
    const annotations = { "volume.beta.kubernetes.io/storage-class": "messaging" };
    assert.deepEqual(await foundInStack(policy, [set(undefined, { annotations })]), []);
  });

  it("refuses a class that is left to the cluster, unless that is accepted or stands in the stack", async () => {
    assert.deepEqual(await ask(undefined), [unnamed(own)]);
    assert.deepEqual(await ask(undefined, [], accepted), []);
    assert.deepEqual(await ask(undefined, [storageClass({}, isDefault)]), []);
    assert.deepEqual(await ask(undefined, [storageClass({})]), [unnamed(own)]);
  });

  it("refuses a class of the stack that deletes, said or not", async () => {
    assert.deepEqual(await ask("messaging", [storageClass({ reclaimPolicy: "Delete" })]), [deletes("is Delete")]);
    const silent = storageClass({ reclaimPolicy: undefined });
    assert.deepEqual(await ask("messaging", [silent]), [deletes("is not set, which is Delete")]);
    assert.deepEqual(await ask("other", [silent]), []);
    const byDefault = storageClass({ reclaimPolicy: "Delete" }, isDefault);
    assert.deepEqual(await ask(undefined, [byDefault], accepted), [deletes("is Delete")]);
  });

  it("refuses a class whose volumes cannot grow", async () => {
    assert.deepEqual(await ask("messaging", [storageClass({ allowVolumeExpansion: undefined })]), [stuck]);
    assert.deepEqual(await ask("messaging", [storageClass({ allowVolumeExpansion: false })]), [stuck]);
  });

  it("says once what is wrong with the class of several claims", async () => {
    const second = { ...claim, metadata: { name: "logs" } };
    const mounts = [...container.volumeMounts, { name: "logs", mountPath: "/logs" }];
    const two = statefulSet(
      { containers: [{ ...container, volumeMounts: mounts }] },
      { volumeClaimTemplates: [claim, second] },
    );
    assert.deepEqual(await foundInStack(policy, [two, storageClass({ reclaimPolicy: "Delete" })]), [
      deletes("is Delete"),
    ]);
  });

  it("refuses a volume of the stack that goes with a broker's claim", async () => {
    const kept = (name: string, namespace = "messaging") =>
      volume({ persistentVolumeReclaimPolicy: "Delete", claimRef: { name, namespace } });
    assert.deepEqual(await ask("", [kept("data-rabbitmq-0")]), [gone]);
    assert.deepEqual(await ask("", [kept("data-other-0")]), []);
    assert.deepEqual(await ask("", [kept("data-rabbitmq-0", "other")]), []);
    const ofClass = (persistentVolumeReclaimPolicy?: string) =>
      volume({ persistentVolumeReclaimPolicy, storageClassName: "messaging" });
    assert.deepEqual(await ask("messaging", [ofClass("Recycle")]), [gone]);
    assert.deepEqual(await ask("messaging", [ofClass("Retain")]), []);
    assert.deepEqual(await ask("messaging", [ofClass()]), []);
    assert.deepEqual(await ask("other", [ofClass("Delete")]), []);
  });

  it("judges a claim by name that is in the stack", async () => {
    const podSpec = { volumes: [{ name: "data", persistentVolumeClaim: { claimName: "orders" } }] };
    const broker = statefulSet(podSpec, { replicas: 1, volumeClaimTemplates: undefined });
    const spec = { ...claim.spec, storageClassName: undefined };
    const orders = { metadata: { name: "orders", namespace: "messaging" }, spec };
    const given: Resource = { type: "kubernetes:core/v1:PersistentVolumeClaim", props: orders };
    const path = "PersistentVolumeClaim/orders.spec.storageClassName";
    assert.deepEqual(await foundInStack(policy, [broker, given]), [unnamed(path)]);
    assert.deepEqual(await foundInStack(policy, [broker]), []);
    const disk = volume({
      persistentVolumeReclaimPolicy: "Delete",
      claimRef: { name: "orders", namespace: "messaging" },
    });
    assert.deepEqual(await foundInStack(policy, [broker, given, disk], accepted), [gone]);
  });

  it("leaves claims of other workloads and of sidecars alone", async () => {
    const containers = [{ name: "db", image: "postgres:17", volumeMounts: container.volumeMounts }];
    const other = workload("StatefulSet", { containers }, { volumeClaimTemplates: [{ ...claim, spec: {} }] });
    assert.deepEqual(await foundInStack(policy, [other]), []);
    const logs = { metadata: { name: "logs" }, spec: {} };
    const sidecar = { name: "logs", image: "fluent-bit:4", volumeMounts: [{ name: "logs", mountPath: "/logs" }] };
    const set = statefulSet({ containers: [container, sidecar] }, { volumeClaimTemplates: [claim, logs] });
    assert.deepEqual(await foundInStack(policy, [set]), []);
  });

  it("judges what operators make of their resources", async () => {
    const persistence = { storage: "10Gi", storageClassName: "fast" };
    assert.deepEqual(await foundInAll(policy, [rabbitmqCluster({ persistence })]), []);
    const silent = rabbitmqCluster({ persistence: { storage: "10Gi" } });
    assert.deepEqual(await foundInAll(policy, [silent]), [unnamed("spec.persistence.storageClassName")]);
    const storage = { type: "persistent-claim", size: "10Gi" };
    assert.deepEqual(await foundInAll(policy, [kafka(), pool("brokers", { storage })]), [
      unnamed("spec.storage.class"),
    ]);
    assert.deepEqual(
      await foundInAll(policy, [kafka(), pool("brokers", { storage: { ...storage, class: "fast" } })]),
      [],
    );
  });

  it("fails closed on unknown values", async () => {
    const cannot = "is unknown before the deployment, so it cannot be judged.";
    assert.deepEqual(await ask(unknown.text), [`${own} ${cannot}`]);
    const unclear = storageClass({ reclaimPolicy: unknown.text });
    assert.deepEqual(await ask("messaging", [unclear]), [`StorageClass/messaging.reclaimPolicy ${cannot}`]);
  });
});
