import assert from "node:assert/strict";
import { claim, configMap, container, statefulSet, volumes, workload } from "./fixtures";
import { foundInStack } from "./questions";
import { unknown, type Resource } from "./support";

const ask = (podSpec: object, spec: object = {}, settings: object = {}, ...others: Resource[]) =>
  foundInStack("durable-storage", [statefulSet(podSpec, spec), ...others], settings);
const mounts = "spec.template.spec.containers[0].volumeMounts";
const gone = `${mounts} has no volume of a claim, so the broker's data goes with its pod.`;
const modes = "is not ReadWriteOnce or ReadWriteOncePod alone, so two pods may write the same data.";
const shared = "The 3 members share one claim, so they are bound to one node or spoil each other's data.";
const template = "spec.volumeClaimTemplates[0].spec";
const onClaim = { volumes: [{ name: "data", persistentVolumeClaim: { claimName: "orders" } }] };
const persistentVolumeClaim = (spec: object): Resource => ({
  type: "kubernetes:core/v1:PersistentVolumeClaim",
  props: { metadata: { name: "orders", namespace: "messaging" }, spec: { ...claim.spec, ...spec } },
});
const kafka = (value: string, podSpec: object = {}) => {
  const env = [{ name: "KAFKA_LOG_DIRS", value }];
  const volumeMounts = [
    { name: "data", mountPath: "/var/lib/kafka" },
    { name: "tmp", mountPath: "/var/lib/kafka/tmp" },
  ];
  return { containers: [{ ...container, image: "apache/kafka:4.3.1", env, volumeMounts }], ...podSpec };
};
const outside = (path: string) =>
  `The data directory that ${path} names is on no claim, so the broker's data goes with its pod.`;

describe("policy durable-storage", () => {
  it("accepts a claim of each member's own", async () => assert.deepEqual(await ask({}), []));

  const volatile: [string, object, object?][] = [
    ["no volume", { containers: [{ ...container, volumeMounts: undefined }] }],
    ["an emptyDir", { volumes: [{ name: "data", emptyDir: {} }] }, { volumeClaimTemplates: undefined }],
    [
      "a directory of the node",
      { volumes: [{ name: "data", hostPath: { path: "/data" } }] },
      { volumeClaimTemplates: [] },
    ],
    ["a claim that goes with the pod", { volumes: [{ name: "data", ephemeral: {} }] }, { volumeClaimTemplates: [] }],
    [
      "a claim that the broker does not mount",
      {},
      { volumeClaimTemplates: [{ ...claim, metadata: { name: "logs" } }] },
    ],
  ];
  for (const [what, podSpec, spec] of volatile) {
    it(`refuses ${what}`, async () => assert.deepEqual(await ask(podSpec, spec), [gone]));
  }

  it("does not take the claim of a sidecar or an init container for the broker's", async () => {
    const sidecar = { name: "logs", image: "fluent-bit:4", volumeMounts: container.volumeMounts };
    const bare = { ...container, volumeMounts: undefined };
    const path = mounts.replace("[0]", "[1]");
    assert.deepEqual(await ask({ containers: [sidecar, bare], initContainers: [sidecar] }), [
      gone.replace(mounts, path),
    ]);
  });

  it("accepts a claim by name for one member, whether it is in the stack or not", async () => {
    assert.deepEqual(await ask(onClaim, { replicas: 1, volumeClaimTemplates: undefined }), []);
    const other = persistentVolumeClaim({ accessModes: ["ReadWriteOncePod"] });
    assert.deepEqual(await ask(onClaim, { replicas: 1, volumeClaimTemplates: undefined }, {}, other), []);
  });

  it("refuses members that share one claim", async () => {
    assert.deepEqual(await ask(onClaim, { volumeClaimTemplates: undefined }), [shared]);
  });

  it("judges a claim in the stack as it does a template", async () => {
    const many = persistentVolumeClaim({ accessModes: ["ReadWriteMany"] });
    assert.deepEqual(await ask(onClaim, { replicas: 1, volumeClaimTemplates: undefined }, {}, many), [
      `PersistentVolumeClaim/orders.spec.accessModes ${modes}`,
    ]);
  });

  const claims: [string, object, string][] = [
    ["ReadWriteMany", { accessModes: ["ReadWriteMany"] }, `${template}.accessModes ${modes}`],
    ["a second mode", { accessModes: ["ReadWriteOnce", "ReadWriteMany"] }, `${template}.accessModes ${modes}`],
    ["no mode", { accessModes: undefined }, `${template}.accessModes ${modes}`],
    ["no size", { resources: {} }, `${template}.resources.requests.storage is no size.`],
    [
      "a size that is none",
      { resources: { requests: { storage: "lots" } } },
      `${template}.resources.requests.storage is no size.`,
    ],
    [
      "a size of nothing",
      { resources: { requests: { storage: "0" } } },
      `${template}.resources.requests.storage is no size.`,
    ],
    [
      "a size of half a byte",
      { resources: { requests: { storage: "500m" } } },
      `${template}.resources.requests.storage is no size.`,
    ],
  ];
  for (const [what, spec, message] of claims) {
    it(`refuses ${what} of a claim`, async () => {
      assert.deepEqual(await ask({}, { volumeClaimTemplates: [{ ...claim, spec: { ...claim.spec, ...spec } }] }), [
        message,
      ]);
    });
  }

  for (const when of ["whenDeleted", "whenScaled"]) {
    it(`refuses ${when}: Delete, unless it is allowed`, async () => {
      const spec = { persistentVolumeClaimRetentionPolicy: { [when]: "Delete" } };
      const path = `spec.persistentVolumeClaimRetentionPolicy.${when}`;
      assert.deepEqual(await ask({}, spec), [
        `${path} is Delete, so the claims go with the StatefulSet or the member, and the messages with them.`,
      ]);
      assert.deepEqual(await ask({}, spec, { allowDelete: true }), []);
    });
  }

  it("looks where the data directory is when somebody says so", async () => {
    const path = "spec.template.spec.containers[0].env[0].value";
    assert.deepEqual(await ask(kafka("/var/lib/kafka/data")), []);
    assert.deepEqual(await ask(kafka("/var/lib/kafka/tmp")), [outside(path)]);
    assert.deepEqual(await ask(kafka("/var/lib/kafka/data,/tmp/logs")), [outside(path)]);
    assert.deepEqual(await ask(kafka("/var/lib/kafkaesque")), [outside(path)]);
    assert.deepEqual(await ask(kafka("$DIRECTORY")), []);
    const env = [{ name: "RABBITMQ_MNESIA_BASE", value: "/tmp" }];
    assert.deepEqual(await ask({ containers: [{ ...container, env }] }), [outside(path)]);
    const zookeeper = { ...container, image: "zookeeper:3.9", env: [{ name: "ZOO_DATA_DIR", value: "/tmp" }] };
    assert.deepEqual(await ask({ containers: [zookeeper] }), [outside(path)]);
  });

  it("reads the data directory of a file in a ConfigMap, too", async () => {
    const file = configMap({ "server.properties": "log.dirs=/tmp/kafka" });
    const path = 'ConfigMap/rabbitmq-config.data["server.properties"]';
    const image = "apache/kafka:4.3.1";
    assert.deepEqual(await ask({ containers: [{ ...container, image }], volumes }, {}, {}, file), [outside(path)]);
  });

  it("judges a broker of any kind that keeps it running, and nothing else", async () => {
    const bare = { containers: [{ ...container, volumeMounts: [] }] };
    assert.deepEqual(await foundInStack("durable-storage", [workload("Deployment", bare)]), [gone]);
    assert.deepEqual(await ask({ containers: [{ name: "db", image: "postgres:17" }] }), []);
  });

  const cannot = "is unknown before the deployment, so it cannot be judged.";
  const unknowns: [string, object, object, string][] = [
    ["the templates", {}, { volumeClaimTemplates: unknown.list }, "spec.volumeClaimTemplates"],
    ["a mount", { containers: [{ ...container, volumeMounts: unknown.list }] }, {}, mounts],
    [
      "a size",
      {},
      { volumeClaimTemplates: [{ ...claim, spec: { ...claim.spec, resources: unknown.map } }] },
      `${template}.resources`,
    ],
    [
      "the retention",
      {},
      { persistentVolumeClaimRetentionPolicy: unknown.map },
      "spec.persistentVolumeClaimRetentionPolicy",
    ],
  ];
  for (const [what, podSpec, spec, path] of unknowns) {
    it(`fails closed when ${what} cannot be known`, async () => {
      assert.deepEqual(await ask(podSpec, spec), [`${path} ${cannot}`]);
    });
  }
});
