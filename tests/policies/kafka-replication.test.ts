import assert from "node:assert/strict";
import { configMap, container, statefulSet, volumes } from "./fixtures";
import { foundInStack } from "./questions";
import { unknown } from "./support";

const policy = "kafka-replication";
const at = "spec.template.spec.containers[0]";
const good = { "default.replication.factor": 3, "min.insync.replicas": 2 };

/** Environment variables of settings in Apache's and Confluent's spelling, or with another prefix. */
const env = (settings: object, prefix = "KAFKA_") =>
  Object.entries(settings).map(([key, value]) => ({
    name: prefix + key.toUpperCase().replaceAll(".", "_"),
    value: String(value),
  }));
const brokers = (given: object, spec: object = {}, podSpec: object = {}) =>
  statefulSet({ containers: [{ ...container, image: "apache/kafka:4.1.0", ...given }], ...podSpec }, spec);
const ask = (settings: object, limits: object = {}, spec: object = {}) =>
  foundInStack(policy, [brokers({ env: env(settings) }, spec)], limits);
const askFile = (text: string) =>
  foundInStack(policy, [brokers({}, {}, { volumes }), configMap({ "server.properties": text })]);
const unset = (key: string, value: number, least: number) =>
  `${key} is not set, so it is ${value}; at least ${least} is asked for.`;
const low = (key: string, place: string, value: number | string, least: number) =>
  `${key} in ${place} is ${value}; at least ${least} is asked for.`;

describe("policy kafka-replication", () => {
  it("accepts three replicas of which two must be in sync", async () => assert.deepEqual(await ask(good), []));

  it("refuses the broker's own defaults", async () => {
    assert.deepEqual(await ask({}), [unset("default.replication.factor", 1, 3), unset("min.insync.replicas", 1, 2)]);
  });

  it("refuses a low replication factor", async () => {
    assert.deepEqual(await ask({ "default.replication.factor": 2, "min.insync.replicas": 1 }), [
      low("default.replication.factor", `${at}.env[0].value`, 2, 3),
      low("min.insync.replicas", `${at}.env[1].value`, 1, 2),
    ]);
  });

  it("reads Bitnami's prefix, and judges both when two are given", async () => {
    assert.deepEqual(await foundInStack(policy, [brokers({ env: env(good, "KAFKA_CFG_") })]), []);
    const both = [...env(good), ...env({ "default.replication.factor": 1 }, "KAFKA_CFG_")];
    assert.deepEqual(await foundInStack(policy, [brokers({ env: both })]), [
      low("default.replication.factor", `${at}.env[2].value`, 1, 3),
    ]);
  });

  it("reads overrides of the start command", async () => {
    const start =
      "exec kafka-server-start.sh server.properties --override default.replication.factor=1 --override min.insync.replicas=2";
    const command = ["sh", "-c", start];
    assert.deepEqual(await foundInStack(policy, [brokers({ image: "mq", command })]), [
      low("default.replication.factor", `${at}.command[2]`, 1, 3),
    ]);
  });

  it("reads the ConfigMap that the broker mounts", async () => {
    assert.deepEqual(await askFile("default.replication.factor=3\nmin.insync.replicas=2\n"), []);
    assert.deepEqual(await askFile("default.replication.factor=3\nmin.insync.replicas: 1\n"), [
      low("min.insync.replicas", 'ConfigMap/rabbitmq-config.data["server.properties"]', 1, 2),
    ]);
  });

  for (const key of ["offsets.topic.replication.factor", "transaction.state.log.replication.factor"]) {
    it(`accepts an absent ${key}, which is 3, and refuses a lower one`, async () => {
      assert.deepEqual(await ask({ ...good, [key]: 3 }), []);
      assert.deepEqual(await ask({ ...good, [key]: 2 }), [low(key, `${at}.env[2].value`, 2, 3)]);
    });
  }

  it("refuses a transaction log that one broker acknowledges", async () => {
    const key = "transaction.state.log.min.isr";
    assert.deepEqual(await ask({ ...good, [key]: 1 }), [low(key, `${at}.env[2].value`, 1, 2)]);
  });

  it("refuses as many in sync as there are replicas", async () => {
    assert.deepEqual(await ask({ ...good, "min.insync.replicas": 3 }), [
      "min.insync.replicas is 3 of 3 replicas: nothing can be written while one broker is away.",
    ]);
  });

  it("refuses more replicas than brokers", async () => {
    assert.deepEqual(await ask({ ...good, "default.replication.factor": 4 }), [
      "default.replication.factor is 4, but there are 3 brokers: no topic can be made.",
    ]);
  });

  it("accepts one replica where that is configured", async () => {
    assert.deepEqual(await ask({}, { minReplicationFactor: 1, minInsyncReplicas: 1 }, { replicas: 1 }), []);
  });

  it("refuses a value that is no number without quoting it", async () => {
    assert.deepEqual(await ask({ ...good, "min.insync.replicas": "hunter2" }), [
      low("min.insync.replicas", `${at}.env[1].value`, "no number", 2),
    ]);
  });

  it("leaves controllers alone, which hold no topics", async () => {
    assert.deepEqual(await ask({ "process.roles": "controller" }), []);
    assert.equal((await ask({ "process.roles": "broker,controller" })).length, 2);
  });

  it("leaves other systems alone", async () => {
    assert.deepEqual(await foundInStack(policy, [statefulSet()]), []);
  });

  const unknowns: [string, object[], string][] = [
    ["is unknown", [{ name: "KAFKA_MIN_INSYNC_REPLICAS", value: unknown.text }], `${at}.env[0].value`],
    [
      "is in another object",
      [{ name: "KAFKA_MIN_INSYNC_REPLICAS", valueFrom: { configMapKeyRef: { name: "a", key: "b" } } }],
      `${at}.env[0].value`,
    ],
  ];
  for (const [what, list, path] of unknowns) {
    it(`fails closed when a judged variable ${what}`, async () => {
      assert.deepEqual(await foundInStack(policy, [brokers({ env: list })]), [
        `${path} is unknown before the deployment, so it cannot be judged.`,
      ]);
    });
  }

  it("is not held up by an unknown variable that it does not judge", async () => {
    const list = [...env(good), { name: "KAFKA_SASL_JAAS_CONFIG", value: unknown.text }];
    assert.deepEqual(await foundInStack(policy, [brokers({ env: list })]), []);
  });
});
