import assert from "node:assert/strict";
import { found } from "./questions";
import { unknown } from "./support";

const ask = (chart: unknown) => found("helm-release", { type: "kubernetes:helm.sh/v3:Release", props: { chart } });
const told = (system: string) => [`A Release installs a chart of ${system}, of which no rule sees the workloads.`];

describe("policy helm-release", () => {
  for (const [chart, system] of [
    ["rabbitmq", "rabbitmq"],
    ["oci://registry.example/charts/kafka", "kafka"],
    ["./charts/zookeeper-13.1.0.tgz", "zookeeper"],
  ] as const) {
    it(`tells of the chart ${chart}`, async () => assert.deepEqual(await ask(chart), told(system)));
  }

  it("leaves other charts alone, a broker's operator among them", async () => {
    for (const chart of ["postgresql", "strimzi-kafka-operator", "rabbitmq-cluster-operator"]) {
      assert.deepEqual(await ask(chart), []);
    }
  });

  it("fails closed on a chart that is unknown", async () => {
    assert.deepEqual(await ask(unknown.text), ["chart is unknown before the deployment, so it cannot be judged."]);
  });
});
