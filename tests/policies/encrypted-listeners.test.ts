import assert from "node:assert/strict";
import { configMap, container, statefulSet, volumes } from "./fixtures";
import { at, brokers, encodings as kafkaEncodings, env } from "./kafka";
import { foundInStack } from "./questions";
import { encodings as rabbitmqEncodings } from "./rabbitmq";
import { unknown, type Resource } from "./support";
import { encodings as zookeeperEncodings, servers } from "./zookeeper";

const policy = "encrypted-listeners";
const read = "records and passwords can be read on the network.";
const ask = (stack: Resource[]) => foundInStack(policy, stack);
const kafka = (settings: Record<string, string>, more: object[] = []) =>
  ask([brokers({ env: [...env(settings), ...more] })]);
const conf = (...lines: string[]) => [statefulSet({ volumes }), configMap({ "rabbitmq.conf": lines.join("\n") })];

describe("policy encrypted-listeners", () => {
  describe("Kafka", () => {
    const plain = {
      listeners: "CLIENT://:9092,ADMIN://127.0.0.1:9095",
      "listener.security.protocol.map": "CLIENT:SASL_PLAINTEXT,ADMIN:PLAINTEXT",
    };
    const secure = { ...plain, "listener.security.protocol.map": "CLIENT:SASL_SSL,ADMIN:PLAINTEXT" };

    for (const [how, stack] of kafkaEncodings(plain)) {
      it(`has no plain listener in ${how}`, async () => {
        const messages = await ask(stack);
        assert.deepEqual(
          messages.map((message) => message.replace(/ in \S+,/, ",")),
          [`Of the listeners, 1 of 2 is PLAINTEXT or SASL_PLAINTEXT: ${read}`],
        );
      });
    }

    for (const [how, stack] of kafkaEncodings(secure)) {
      it(`may have one on the loopback interface in ${how}`, async () => assert.deepEqual(await ask(stack), []));
    }

    it("has a plain one by itself", async () => {
      assert.deepEqual(await kafka({}), [
        `No listeners are set: of the broker's own, 1 of 1 is PLAINTEXT or SASL_PLAINTEXT: ${read}`,
      ]);
    });

    it("has protocols for names, or names that are protocols", async () => {
      assert.deepEqual(await kafka({ listeners: "SSL://0.0.0.0:9093,SASL_SSL://[::]:9094" }), []);
      assert.equal((await kafka({ listeners: "SSL://:9093,PLAINTEXT://[::]:9094" })).length, 1);
      assert.deepEqual(await kafka({ listeners: "SSL://:9093,PLAINTEXT://localhost:9092,PLAINTEXT://[::1]:9094" }), []);
    });

    it("is judged by what is advertised where an image makes the listeners from that", async () => {
      assert.equal((await kafka({ "advertised.listeners": "PLAINTEXT://kafka:9092" })).length, 1);
      assert.deepEqual(await kafka({ "advertised.listeners": "SSL://kafka:9092" }), []);
    });

    it("needs no consent to plain listeners", async () => {
      const consent = { name: "ALLOW_PLAINTEXT_LISTENER", value: "yes" };
      assert.deepEqual(await kafka(secure, [consent]), [
        `ALLOW_PLAINTEXT_LISTENER in ${at}.env[2].value lets a listener without TLS pass.`,
      ]);
      assert.deepEqual(await kafka(secure, [{ ...consent, value: "no" }]), []);
    });
  });

  describe("RabbitMQ", () => {
    const open = (where: string) =>
      `RabbitMQ listens for AMQP without TLS (${where}), and has no listeners.ssl: messages and passwords can be read on the network.`;

    it("listens without TLS by itself, also when its ConfigMap is not there", async () => {
      assert.deepEqual(await ask([statefulSet({ volumes })]), [open("by default")]);
    });

    for (const [how, stack] of rabbitmqEncodings(["listeners.tcp.default = 5672"], "{tcp_listeners, [5672]}", [
      { name: "RABBITMQ_NODE_PORT", value: "5672" },
    ])) {
      it(`is found to in ${how}`, async () => {
        const messages = await ask(stack);
        assert.deepEqual(
          messages.map((message) => message.replace(/ \(in \S+\)/, "")),
          [open("").replace(" ()", "")],
        );
      });
    }

    const secured = rabbitmqEncodings(
      ["listeners.tcp = none", "listeners.ssl.default = 5671"],
      "{tcp_listeners, []}, {ssl_listeners, [5671]}",
    );
    for (const [how, stack] of secured) {
      it(`is accepted with TLS in ${how}`, async () => assert.deepEqual(await ask(stack), []));
    }

    it("may have a plain listener beside one with TLS, or on the loopback interface, or none", async () => {
      assert.deepEqual(await ask(conf("listeners.tcp.default = 5672", "listeners.ssl.default = 5671")), []);
      assert.deepEqual(await ask(conf("listeners.tcp.local = 127.0.0.1:5672")), []);
      assert.deepEqual(await ask(conf("listeners.tcp = none")), []);
      assert.equal((await ask(conf("listeners.tcp.all = 0.0.0.0:5672", "listeners.ssl = none"))).length, 1);
    });
  });

  describe("ZooKeeper", () => {
    const plain = (where: string) =>
      `ZooKeeper listens for clients without TLS (${where}), and has no secureClientPort.`;

    it("listens without TLS by itself", async () => assert.deepEqual(await ask([servers({})]), [plain("by default")]));

    for (const [how, stack] of zookeeperEncodings({ clientPort: 2181 }, { ZOO_PORT_NUMBER: 2181 })) {
      it(`is found to in ${how}`, async () => {
        assert.deepEqual(
          (await ask(stack)).map((message) => message.replace(/ in \S+\)/, ")")),
          [plain("clientPort")],
        );
      });
    }

    for (const [how, stack] of zookeeperEncodings({ secureClientPort: 2281 }, { ZOO_TLS_CLIENT_ENABLE: "true" })) {
      it(`is accepted with TLS in ${how}`, async () => assert.deepEqual(await ask(stack), []));
    }

    it("may listen on the loopback interface, and does not listen with TLS that is not enabled", async () => {
      const file = configMap({ "zoo.cfg": "clientPort=2181\nclientPortAddress=127.0.0.1" });
      assert.deepEqual(await ask([servers({}, {}, { volumes }), file]), []);
      assert.equal((await ask([servers({ env: [{ name: "ZOO_TLS_CLIENT_ENABLE", value: "false" }] })])).length, 1);
    });
  });

  it("looks at the broker's container, and leaves other systems alone", async () => {
    const other = { name: "other", image: "busybox", env: env({ listeners: "PLAINTEXT://:9092" }) };
    const secure = { ...container, image: "apache/kafka:4.1.0", env: env({ listeners: "SSL://:9092" }) };
    assert.deepEqual(await ask([statefulSet({ containers: [secure, other], initContainers: [other] })]), []);
    assert.deepEqual(await ask([statefulSet({ containers: [{ name: "db", image: "postgres:17" }] })]), []);
  });

  it("fails closed on unknown listeners", async () => {
    assert.deepEqual(await kafka({ listeners: unknown.text }), [
      `${at}.env[0].value is unknown before the deployment, so it cannot be judged.`,
    ]);
  });
});
