import assert from "node:assert/strict";
import { configMap, statefulSet, volumes } from "./fixtures";
import { at, brokers, encodings, env } from "./kafka";
import { foundInStack } from "./questions";
import { unknown } from "./support";

const policy = "kafka-replication";
const good = { "default.replication.factor": 3, "min.insync.replicas": 2, "auto.create.topics.enable": "false" };
const creates = "a client's typing error makes a topic.";
const file = 'ConfigMap/rabbitmq-config.data["server.properties"]';

const ask = (settings: Record<string, string | number>, limits: object = {}, spec: object = {}) =>
  foundInStack(policy, [brokers({ env: env(settings) }, spec)], limits);
const unset = (key: string, value: number, least: number) =>
  `${key} is not set, so it is ${value}; at least ${least} is asked for.`;
const low = (key: string, place: string, value: number | string, least: number) =>
  `${key} in ${place} is ${value}; at least ${least} is asked for.`;

describe("policy kafka-replication", () => {
  it("accepts three replicas of which two must be in sync", async () => assert.deepEqual(await ask(good), []));

  it("refuses the broker's own defaults", async () => {
    assert.deepEqual(await ask({}), [
      unset("default.replication.factor", 1, 3),
      unset("min.insync.replicas", 1, 2),
      `auto.create.topics.enable is not set, so it is true: ${creates}`,
    ]);
  });

  it("leaves what a lone broker does not set to quorum-replicas", async () => {
    const found = await ask({ "auto.create.topics.enable": "false" }, {}, { replicas: 1 });
    assert.deepEqual(found, []);
  });

  for (const [how, stack] of encodings(good)) {
    it(`accepts good settings by ${how}`, async () => assert.deepEqual(await foundInStack(policy, stack), []));
  }

  for (const [how, stack] of encodings({ ...good, "default.replication.factor": 2, "min.insync.replicas": 1 })) {
    it(`finds low numbers in ${how}`, async () => {
      const messages = await foundInStack(policy, stack);
      assert.deepEqual(
        messages.map((message) => message.replace(/ in \S+ is/, " is")),
        [
          "default.replication.factor is 2; at least 3 is asked for.",
          "min.insync.replicas is 1; at least 2 is asked for.",
        ],
      );
    });
  }

  it("does not take Bitnami's variables for a setting of another image, nor the other way round", async () => {
    for (const [image, prefix] of [
      ["apache/kafka:4.1.0", "KAFKA_CFG_"],
      ["docker.io/bitnami/kafka:4.0", "KAFKA_"],
    ]) {
      assert.equal((await foundInStack(policy, [brokers({ image, env: env(good, prefix) })])).length, 3);
    }
  });

  it("refuses two values of one key, whichever counts", async () => {
    const both = [...env({ "default.replication.factor": 1 }), ...env(good, "KAFKA_CFG_")];
    assert.deepEqual(await foundInStack(policy, [brokers({ image: "bitnami/kafka:4.0", env: both })]), [
      `default.replication.factor has another value in ${at}.env[0].value than in ${at}.env[1].value, which counts.`,
    ]);
  });

  it("accepts the same value twice", async () => {
    const stack = [
      brokers({ env: env(good) }, {}, { volumes }),
      configMap({ "server.properties": "min.insync.replicas: 2" }),
    ];
    assert.deepEqual(await foundInStack(policy, stack), []);
  });

  it("reads the file that the command names, and no file of tools", async () => {
    const data = { "ours.properties": "min.insync.replicas=2", "server.properties": "min.insync.replicas=1" };
    const given = {
      command: ["kafka-server-start.sh", "/etc/ours.properties"],
      env: env({ ...good, "min.insync.replicas": 2 }),
    };
    assert.deepEqual(await foundInStack(policy, [brokers(given, {}, { volumes }), configMap(data)]), []);
    const tools = configMap({ "client.properties": "min.insync.replicas=1" });
    assert.deepEqual(await foundInStack(policy, [brokers({ env: env(good) }, {}, { volumes }), tools]), []);
  });

  const internal = [
    ["offsets.topic.replication.factor", 3],
    ["transaction.state.log.replication.factor", 3],
    ["transaction.state.log.min.isr", 2],
    ["share.coordinator.state.topic.replication.factor", 3],
    ["share.coordinator.state.topic.min.isr", 2],
  ] as const;
  for (const [key, least] of internal) {
    it(`accepts an absent ${key}, which is ${least}, and refuses a lower one`, async () => {
      assert.deepEqual(await ask({ ...good, [key]: least }), []);
      assert.deepEqual((await ask({ ...good, [key]: least - 1 }))[0], low(key, `${at}.env[3].value`, least - 1, least));
    });
  }

  it("refuses as many in sync as there are replicas, also of transactions", async () => {
    const message = (key: string) => `${key} is 3 of 3 replicas: nothing can be written while one broker is away.`;
    for (const key of ["min.insync.replicas", "transaction.state.log.min.isr"]) {
      assert.deepEqual(await ask({ ...good, [key]: 3 }), [message(key)]);
    }
  });

  it("refuses more replicas than brokers", async () => {
    assert.deepEqual(await ask({ ...good, "default.replication.factor": 4 }), [
      "default.replication.factor is 4, but there are 3 brokers: no such topic can be made.",
    ]);
  });

  it("accepts one replica where that is configured", async () => {
    const limits = { minReplicationFactor: 1, minInsyncReplicas: 1 };
    const one = { ...good, "default.replication.factor": 1, "min.insync.replicas": 1 };
    assert.deepEqual(await ask(one, limits, { replicas: 1 }), []);
  });

  it("refuses unclean elections, and is content with none said", async () => {
    assert.deepEqual(await ask({ ...good, "unclean.leader.election.enable": "true" }), [
      `unclean.leader.election.enable in ${at}.env[3].value is not false: a replica that lacks acknowledged messages may lead.`,
    ]);
    assert.deepEqual(await ask({ ...good, "unclean.leader.election.enable": "False" }), []);
  });

  it("refuses topics that clients make, unless that is configured", async () => {
    const creating = { ...good, "auto.create.topics.enable": "true" };
    assert.deepEqual(await ask(creating), [`auto.create.topics.enable in ${at}.env[2].value is not false: ${creates}`]);
    assert.deepEqual(await ask(creating, { autoCreateTopics: "accepted" }), []);
  });

  it("refuses a value that is no number without quoting it", async () => {
    assert.deepEqual(
      (await ask({ ...good, "min.insync.replicas": "hunter2" }))[0],
      low("min.insync.replicas", `${at}.env[1].value`, "no number", 2),
    );
  });

  it("leaves controllers alone, which hold no topics", async () => {
    assert.deepEqual(await ask({ "process.roles": "controller" }), []);
    assert.equal((await ask({ "process.roles": "broker,controller" })).length, 3);
  });

  it("leaves other systems alone", async () => {
    assert.deepEqual(await foundInStack(policy, [statefulSet()]), []);
  });

  it("judges a broker whose ConfigMap is not in the stack by what is left, and finds it beside a second container", async () => {
    assert.equal((await foundInStack(policy, [brokers({}, {}, { volumes })])).length, 3);
    const sidecar = { name: "metrics", image: "danielqsj/kafka-exporter" };
    const two = statefulSet({ containers: [sidecar, { name: "kafka", image: "apache/kafka:4.1.0", env: env(good) }] });
    assert.deepEqual(await foundInStack(policy, [two]), []);
  });

  describe("fails closed", () => {
    const cannot = "is unknown before the deployment, so it cannot be judged.";
    const list = (variable: object) => [...env(good).filter(({ name }) => !/INSYNC/.test(name)), variable];
    const name = "KAFKA_MIN_INSYNC_REPLICAS";
    const reference = { name, valueFrom: { configMapKeyRef: { name: "a", key: "b" } } };
    for (const [what, variable] of [
      ["is unknown", { name, value: unknown.text }],
      ["is in another object", reference],
    ] as const) {
      it(`when a judged variable ${what}`, async () => {
        const found = await foundInStack(policy, [brokers({ env: list(variable) })]);
        assert.deepEqual([...new Set(found)], [`${at}.env[2].value ${cannot}`]);
      });
    }

    it("when the file is unknown", async () => {
      const found = await foundInStack(policy, [
        brokers({}, {}, { volumes }),
        configMap({ "server.properties": unknown.text }),
      ]);
      assert.deepEqual([...new Set(found)], [`${file} ${cannot}`]);
    });

    it("when a script computes a judged value", async () => {
      const command = ["sh", "-c", "exec kafka-server-start.sh a --override min.insync.replicas=$ISR"];
      const found = await foundInStack(policy, [brokers({ command, env: env({ ...good, "min.insync.replicas": 2 }) })]);
      assert.ok(found.includes(`${at}.command[2] is not a literal value of min.insync.replicas.`));
    });

    it("but not when a variable is unknown that is not judged", async () => {
      const variables = [...env(good), { name: "KAFKA_SASL_JAAS_CONFIG", value: unknown.text }];
      assert.deepEqual(await foundInStack(policy, [brokers({ env: variables })]), []);
    });
  });
});
