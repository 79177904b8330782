import assert from "node:assert/strict";
import { RabbitMQCluster } from "../../components";
import { deploy, type Registered } from "../support/deploy";
import { assertNothingReplaced } from "../support/neighbours";

/** Every setting that may be changed on a running cluster, each once. */
const changes: Record<string, object> = {
  config: { config: { heartbeat: "30" } },
  resources: { resources: { requests: { memory: "4Gi" }, limits: { memory: "4Gi" } } },
  replicas: { replicas: 5 },
  "a virtual host": { vhosts: [{ name: "orders" }] },
  "a user": { users: [{ name: "shop" }] },
  "a queue": { queues: [{ name: "work", vhost: "/" }] },
  "a policy": { policies: [{ name: "p", vhost: "/", pattern: ".*", definition: { "delivery-limit": 5 } }] },
  image: { image: "rabbitmq:4.3.6-management" },
  version: { version: "4.2" },
  plugins: { plugins: ["rabbitmq_stream"] },
  "erlang arguments": { erlangArguments: "+P 2097152" },
  "anti-affinity": { antiAffinity: "preferred" },
  zones: { zones: "required" },
  "dedicated nodes": { dedicatedNodes: { label: "node-role.kubernetes.io/messaging" } },
  "the disruption budget": { podDisruptionBudget: false },
  "grace period": { terminationGracePeriodSeconds: 600 },
  "network policy": { networkPolicy: { clients: [{ podLabels: { app: "shop" } }] } },
  metrics: { metrics: { intervalSeconds: 30 } },
  "password rotation": { rotation: { admin: "2" } },
};

const objects = (settings: object) =>
  deploy(() => new RabbitMQCluster("rabbitmq", { namespace: "messaging", ...settings }));

describe("a change of a running RabbitMQ cluster", () => {
  let running: Registered[] = [];
  before(async () => {
    running = await objects({});
  });

  for (const [title, settings] of Object.entries(changes)) {
    it(`of ${title} replaces no object that keeps its name`, async () => {
      assertNothingReplaced(running, await objects(settings));
    });
  }

  it("of a queue or a user leaves the pod template as it is", async () => {
    const template = (resources: Registered[]) =>
      resources.find(({ inputs }) => inputs["kind"] === "StatefulSet")?.inputs["spec"].template as unknown;
    for (const change of ["a queue", "a user", "a virtual host", "a policy", "password rotation"]) {
      assert.deepEqual(template(await objects(changes[change] as object)), template(running), change);
    }
  });

  it("of rabbitmq.conf makes another ConfigMap, which rolls the nodes", async () => {
    const config = (resources: Registered[]) =>
      resources.find(({ name }) => name === "rabbitmq-config")?.inputs["metadata"].name as string;
    assert.notEqual(config(await objects({ config: { heartbeat: "30" } })), config(running));
  });
});
