import assert from "node:assert/strict";
import { KafkaCluster } from "../../components";
import { deploy, type Registered } from "../support/deploy";
import { assertNothingReplaced } from "../support/neighbours";

/** Every setting that may be changed on a running cluster, each once. */
const changes: Record<string, object> = {
  config: { config: { "num.io.threads": "16" } },
  resources: { brokers: { resources: { requests: { memory: "4Gi" }, limits: { memory: "4Gi" } } } },
  heap: { brokers: { heap: "768Mi" } },
  brokers: { controllers: {}, brokers: { replicas: 5 } },
  "a topic": { topics: [{ name: "orders" }] },
  "a topic's config": { topics: [{ name: "orders", config: { "min.insync.replicas": "1" } }] },
  image: { image: "apache/kafka:4.3.2" },
  "metadata version": { metadataVersion: "4.2" },
  "options of the Java VM": { jvmOptions: "-Dx=y" },
  "anti-affinity": { antiAffinity: "preferred" },
  zones: { zones: "required" },
  "dedicated nodes": { dedicatedNodes: { label: "node-role.kubernetes.io/messaging" } },
  "the disruption budget": { podDisruptionBudget: false },
  "grace period": { terminationGracePeriodSeconds: 600 },
  "network policy": { networkPolicy: { clients: [{ podLabels: { app: "shop" } }] } },
  racks: { rack: "podLabel" },
  "racks that are asked for": { rack: "nodeLabel" },
  "access from outside": {
    external: { type: "nodePort", nodePorts: [30092, 30093, 30094], allowedCidrs: ["203.0.113.0/24"] },
  },
  metrics: { metrics: { jmxExporter: {} } },
  "a user": { users: [{ name: "shop", produce: ["orders"] }] },
  "a user with a certificate": { users: [{ name: "shop", authentication: "tls" }] },
  "the administrator's password": { admin: { rotation: 2 } },
  "the authority of certificates": { tls: { generated: { authorities: [1, 2] } } },
};

const objects = (settings: object) => deploy(() => new KafkaCluster("kafka", { namespace: "messaging", ...settings }));

describe("a change of a running Kafka cluster", () => {
  let running: Registered[] = [];
  let separate: Registered[] = [];
  before(async () => {
    running = await objects({});
    separate = await objects({ controllers: {} });
  });

  for (const [title, settings] of Object.entries(changes)) {
    it(`of ${title} replaces no object that keeps its name`, async () => {
      assertNothingReplaced("controllers" in settings ? separate : running, await objects(settings));
    });
  }

  it("of a topic leaves the pods as they are", async () => {
    const templates = (resources: Registered[]) =>
      resources.filter(({ inputs }) => inputs["kind"] === "StatefulSet").map(({ inputs }) => inputs["spec"].template);
    for (const change of ["a topic", "a topic's config", "network policy"]) {
      assert.deepEqual(templates(await objects(changes[change] as object)), templates(running), change);
    }
  });

  it("of server.properties makes another ConfigMap, which rolls the members", async () => {
    const config = (resources: Registered[]) =>
      resources.find(({ name }) => name === "kafka-config")?.inputs["metadata"].name as string;
    assert.notEqual(config(await objects(changes["config"] as object)), config(running));
  });
});
