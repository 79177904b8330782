import assert from "node:assert/strict";
import { container, resources, statefulSet, workload } from "./fixtures";
import { kafka, pool, rabbitmqCluster } from "./operators";
import { found, foundInAll } from "./questions";
import { unknown } from "./support";

const policy = "ephemeral-storage";
const path = "spec.template.spec.containers[0].resources";
const [request, limit] = ["requests", "limits"].map((bound) => `${path}.${bound}.ephemeral-storage`);
const consequence = "so a broker is the first that a node with a full disk evicts, or the one that fills it.";
const both = `${request} and ${limit} are not set, ${consequence}`;
const amounts = (requested: unknown, limited: unknown) => ({
  requests: { ...resources.requests, "ephemeral-storage": requested },
  limits: { ...resources.limits, "ephemeral-storage": limited },
});
const bare = amounts(undefined, undefined);
const ask = (requested: unknown, limited: unknown, podSpec: object = {}) =>
  found(policy, statefulSet({ containers: [{ ...container, resources: amounts(requested, limited) }], ...podSpec }));
const emptyDirs = (...sizes: unknown[]) => ({
  volumes: sizes.map((sizeLimit, i) => ({ name: `tmp-${i}`, emptyDir: { sizeLimit } })),
});
const evicted = (held: string, limited: string) =>
  `The pod's emptyDir volumes may hold ${held}, its limit of ephemeral-storage is ${limited}: it is evicted before they are full.`;

describe("policy ephemeral-storage", () => {
  it("accepts a request and a limit, also of the same size", async () => {
    assert.deepEqual(await ask("256Mi", "2Gi"), []);
    assert.deepEqual(await ask("2Gi", "2048Mi"), []);
  });

  it("refuses what is missing, in one message", async () => {
    assert.deepEqual(await ask(undefined, undefined), [both]);
    assert.deepEqual(await ask("1Gi", undefined), [`${limit} is not set, ${consequence}`]);
    assert.deepEqual(await ask(undefined, "1Gi"), [`${request} is not set, ${consequence}`]);
    const containers = [{ ...container, resources: undefined }];
    assert.deepEqual(await found(policy, statefulSet({ containers })), [both]);
  });

  for (const [what, size] of [
    ["words", "much"],
    ["nothing", "0"],
    ["half a byte", "500m"],
    ["less than nothing", "-1Gi"],
  ] as const) {
    it(`refuses a size of ${what}`, async () => assert.deepEqual(await ask("1", size), [`${limit} is no size.`]));
  }

  it("refuses a request above the limit", async () => {
    assert.deepEqual(await ask("2049Mi", "2Gi"), [`${request} is above the limit, which the API server refuses.`]);
  });

  it("adds up what emptyDir volumes may hold", async () => {
    assert.deepEqual(await ask("1Gi", "2Gi", emptyDirs("1Gi", "1Gi")), []);
    assert.deepEqual(await ask("1Gi", "2Gi", emptyDirs("1Gi", "1Gi", "1Mi")), [evicted("2049Mi", "2Gi")]);
    assert.deepEqual(await ask("1Gi", "2Gi", emptyDirs(undefined)), []);
    const memory = { volumes: [{ name: "tmp", emptyDir: { medium: "Memory", sizeLimit: "4Gi" } }] };
    assert.deepEqual(await ask("1Gi", "2Gi", memory), []);
  });

  it("counts the limits of sidecars, not those of init containers that end", async () => {
    const limits = { "ephemeral-storage": "1Gi" };
    const little = { ...container, resources: amounts("1Mi", "1Gi") };
    const logs = { name: "logs", image: "fluent-bit:4", resources: { limits } };
    const two = emptyDirs("2Gi");
    const pod = (podSpec: object) => found(policy, statefulSet({ ...two, containers: [little], ...podSpec }));
    assert.deepEqual(await pod({ containers: [little, logs] }), []);
    assert.deepEqual(await pod({ initContainers: [{ ...logs, restartPolicy: "Always" }] }), []);
    assert.deepEqual(await pod({ initContainers: [logs] }), [evicted("2Gi", "1Gi")]);
  });

  it("asks nothing of sidecars and init containers, nor of what is no broker", async () => {
    const other = { name: "logs", image: "fluent-bit:4" };
    assert.deepEqual(await found(policy, statefulSet({ containers: [other, container], initContainers: [other] })), []);
    assert.deepEqual(await found(policy, workload("Deployment", { containers: [other] })), []);
    assert.equal(
      (await found(policy, workload("Deployment", { containers: [{ ...container, resources: bare }] }))).length,
      1,
    );
  });

  it("judges what operators make of their resources", async () => {
    const given = { resources: amounts("1Gi", "2Gi") };
    assert.deepEqual(await foundInAll(policy, [rabbitmqCluster(given)]), []);
    assert.equal((await foundInAll(policy, [rabbitmqCluster({ resources: bare })])).length, 1);
    assert.deepEqual(await foundInAll(policy, [kafka(), pool("brokers", given)]), []);
    assert.equal((await foundInAll(policy, [kafka(), pool("brokers", { resources: bare })])).length, 1);
  });

  it("fails closed on unknown amounts", async () => {
    const cannot = "is unknown before the deployment, so it cannot be judged.";
    assert.deepEqual(await ask(unknown.text, "2Gi"), [`${request} ${cannot}`]);
    assert.deepEqual(await ask("1Gi", "2Gi", emptyDirs(unknown.text)), [
      `spec.template.spec.volumes[0].emptyDir.sizeLimit ${cannot}`,
    ]);
  });
});
