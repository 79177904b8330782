import assert from "node:assert/strict";
import { claim, configMap, statefulSet, volumes } from "./fixtures";
import { at, brokers, encodings, env } from "./kafka";
import { foundInStack } from "./questions";
import { unknown } from "./support";

const policy = "kafka-retention";
const gibi = 2 ** 30;
type Settings = Record<string, string | number>;
const ask = (settings: Settings, spec: object = {}) => foundInStack(policy, [brokers({ env: env(settings) }, spec)]);
const forever = (key: string, path: string) =>
  `${key} in ${path} keeps records for ever, and log.retention.bytes is not set: the volume fills up, and the broker stops.`;

describe("policy kafka-retention", () => {
  it("accepts Kafka's own week", async () => assert.deepEqual(await ask({}), []));

  for (const key of ["log.retention.ms", "log.retention.minutes", "log.retention.hours"]) {
    it(`refuses ${key} without an end`, async () => {
      assert.deepEqual(await ask({ [key]: -1 }), [forever(key, `${at}.env[0].value`)]);
      assert.deepEqual(await ask({ [key]: -1, "log.retention.bytes": -1 }), [forever(key, `${at}.env[0].value`)]);
      assert.deepEqual(await ask({ [key]: -1, "log.retention.bytes": gibi }), []);
      assert.deepEqual(await ask({ [key]: 0 }), []);
    });
  }

  it("looks at the finest of the three", async () => {
    assert.deepEqual(await ask({ "log.retention.hours": -1, "log.retention.ms": 3600000 }), []);
  });

  for (const [how, stack] of encodings({ "log.retention.hours": -1 })) {
    it(`finds it in ${how}`, async () => assert.equal((await foundInStack(policy, stack)).length, 1));
  }

  describe("in bytes", () => {
    // Six partitions of three replicas on three brokers: six of them on each volume of 10 GiB.
    const topic = { "num.partitions": 6, "default.replication.factor": 3 };
    const most = Math.floor((10 * gibi) / 6);

    it("fits the volume", async () => assert.deepEqual(await ask({ ...topic, "log.retention.bytes": most }), []));

    it("is refused beyond the volume", async () => {
      assert.deepEqual(await ask({ ...topic, "log.retention.bytes": 2 * gibi }), [
        `log.retention.bytes in ${at}.env[2].value is ${2 * gibi} for each partition: one topic of 6 partitions with 3 replicas takes 12Gi on each of 3 brokers, and a volume has 10Gi.`,
      ]);
      assert.equal((await ask({ ...topic, "log.retention.bytes": most + 1 })).length, 1);
    });

    it("has the sum of several volumes", async () => {
      const second = { ...claim, metadata: { name: "data-1" } };
      const spec = { volumeClaimTemplates: [claim, second] };
      assert.deepEqual(await ask({ ...topic, "log.retention.bytes": 2 * gibi }, spec), []);
    });

    it("cannot be compared without a claim", async () => {
      assert.deepEqual(await ask({ ...topic, "log.retention.bytes": 99 * gibi }, { volumeClaimTemplates: [] }), []);
    });
  });

  it("leaves controllers and other systems alone, and a broker whose ConfigMap is not there", async () => {
    assert.deepEqual(await ask({ "process.roles": "controller", "log.retention.hours": -1 }), []);
    assert.deepEqual(await foundInStack(policy, [statefulSet(), brokers({}, {}, { volumes })]), []);
  });

  it("fails closed on an unknown file", async () => {
    const file = configMap({ "server.properties": unknown.text });
    assert.deepEqual(await foundInStack(policy, [brokers({}, {}, { volumes }), file]), [
      'ConfigMap/rabbitmq-config.data["server.properties"] is unknown before the deployment, so it cannot be judged.',
    ]);
  });
});
