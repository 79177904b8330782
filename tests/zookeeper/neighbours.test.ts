import assert from "node:assert/strict";
import { ZooKeeperEnsemble } from "../../components";
import { deploy, type Registered } from "../support/deploy";
import { assertNothingReplaced } from "../support/neighbours";

/** Every setting that may be changed on a running ensemble, each once. */
const changes: Record<string, object> = {
  config: { config: { snapCount: "50000" } },
  ticks: { tickTime: 3000, initLimit: 20, syncLimit: 8 },
  "connections of a client": { maxClientCnxns: 200 },
  autopurge: { autopurge: { snapRetainCount: 5, purgeInterval: 24 } },
  resources: { resources: { requests: { memory: "2Gi" }, limits: { memory: "2Gi" } } },
  heap: { heap: "600Mi" },
  "options of the Java VM": { serverJvmFlags: "-XX:+UseG1GC" },
  image: { image: "zookeeper:3.9.5" },
  "anti-affinity": { antiAffinity: "preferred" },
  zones: { zones: "required" },
  "dedicated nodes": { dedicatedNodes: { label: "node-role.kubernetes.io/messaging" } },
  "the disruption budget": { podDisruptionBudget: false },
  "network policy": { networkPolicy: { clients: [{ podLabels: { app: "kafka" } }] } },
  metrics: { metrics: { intervalSeconds: 30 } },
};

const objects = (settings: object) =>
  deploy(() => new ZooKeeperEnsemble("zookeeper", { namespace: "messaging", ...settings }));

describe("a change of a running ZooKeeper ensemble", () => {
  let running: Registered[] = [];
  before(async () => {
    running = await objects({});
  });

  for (const [title, settings] of Object.entries(changes)) {
    it(`of ${title} replaces no object that keeps its name`, async () => {
      assertNothingReplaced(running, await objects(settings));
    });
  }

  it("of zoo.cfg makes another ConfigMap, which rolls the members", async () => {
    const config = (resources: Registered[]) =>
      resources.find(({ name }) => name === "zookeeper-config")?.inputs["metadata"].name as string;
    const mounted = (resources: Registered[]) =>
      resources.find(({ inputs }) => inputs["kind"] === "StatefulSet")?.inputs["spec"].template.spec.volumes[0]
        .configMap.name as string;
    const after = await objects({ tickTime: 3000 });
    assert.notEqual(config(after), config(running));
    assert.deepEqual([mounted(running), mounted(after)], [config(running), config(after)]);
  });

  it("of who may connect leaves the pods as they are", async () => {
    const template = (resources: Registered[]) =>
      resources.find(({ inputs }) => inputs["kind"] === "StatefulSet")?.inputs["spec"].template as unknown;
    assert.deepEqual(template(await objects(changes["network policy"] as object)), template(running));
  });
});
