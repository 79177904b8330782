import assert from "node:assert/strict";
import { container, resources, statefulSet } from "./fixtures";
import { found } from "./questions";
import { unknown } from "./support";

const path = "spec.template.spec.containers[0].resources.requests.memory";
const differs = `${path} is not the same as the limit, so under pressure the node evicts or kills the broker first.`;
const ask = (memory: unknown, other: object = {}) => {
  const given = { ...resources, requests: { cpu: "500m", memory } };
  return found("broker-memory", statefulSet({ containers: [{ ...container, resources: given, ...other }] }));
};

describe("policy broker-memory", () => {
  it("accepts a request that equals the limit", async () => assert.deepEqual(await ask("2Gi"), []));

  it("accepts the same amount in another notation", async () => {
    assert.deepEqual(await ask("2048Mi"), []);
    assert.deepEqual(await ask(2 ** 31), []);
  });

  it("refuses a request below the limit", async () => assert.deepEqual(await ask("2047Mi"), [differs]));

  it("leaves what is missing to container-resources", async () => assert.deepEqual(await ask(undefined), []));

  it("leaves a workload alone that is no broker", async () => {
    assert.deepEqual(await ask("1Gi", { image: "postgres:17" }), []);
  });

  it("leaves the sidecar of a broker alone", async () => {
    const sidecar = { name: "logs", image: "fluent-bit", resources: { ...resources, requests: { memory: "1Gi" } } };
    assert.deepEqual(await found("broker-memory", statefulSet({ containers: [sidecar, container] })), []);
  });

  it("fails closed on an unknown request", async () => {
    assert.deepEqual(await ask(unknown.text), [`${path} is unknown before the deployment, so it cannot be judged.`]);
  });

  it("fails closed on an unknown image of a StatefulSet that nothing else tells of", async () => {
    assert.deepEqual(await ask("1Gi", { image: unknown.text }), [
      "spec.template.spec.containers[0].image is unknown before the deployment, so it cannot be judged.",
    ]);
  });

  it("judges the arguments of our own component", async () => {
    const props = { resources: { requests: { memory: "1Gi" }, limits: { memory: "2Gi" } } };
    assert.equal((await found("broker-memory", { type: "messaging:index:RabbitMQCluster", props })).length, 1);
  });
});
