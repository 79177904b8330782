import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { readStack, type Stack } from "../../components/stack";
import { asConfig, refusal } from "./refuse";

async function read(values: Record<string, unknown>): Promise<Stack> {
  assert.equal(await refusal(values), "accepted");
  pulumi.runtime.setAllConfig(asConfig(values));
  return readStack();
}

describe("stack config", () => {
  it("takes a namespace's name alone for one to create", async () => {
    assert.deepEqual((await read({ namespace: "a" })).namespace, { name: "a", create: true, retain: true });
    const given = (await read({ namespace: { name: "a", create: false } })).namespace;
    assert.deepEqual(given, { name: "a", create: false, retain: true });
    assert.deepEqual((await read({})).namespace, { name: "messaging", create: true, retain: true });
  });

  it("protects what holds data unless it says no", async () => {
    assert.equal((await read({})).protect, true);
    assert.equal((await read({ protect: true })).protect, true);
    assert.equal((await read({ protect: false })).protect, false);
  });

  it("has Kafka log in to the stack's ensemble by the certificate that is made for it, or by its own", async () => {
    const kafka = { version: "3.9", mode: "zookeeper" };
    const made = (await read({ zookeeper: { replicas: 1 }, kafka })).kafka;
    const host = "zookeeper-0.zookeeper-headless.messaging.svc.cluster.local";
    assert.equal(made?.zookeeperConnect, `${host}:2281/kafka`);
    assert.deepEqual(made.zookeeperTls, { secretName: "zookeeper-client-kafka" });
    const own = { zookeeperTls: { secretName: "own" } };
    assert.deepEqual(
      (await read({ zookeeper: {}, kafka: { ...kafka, ...own } })).kafka?.zookeeperTls,
      own.zookeeperTls,
    );
    const open = { tls: { clientAuth: "none", plainClients: true } };
    const plain = (await read({ zookeeper: { replicas: 1, ...open }, kafka })).kafka;
    assert.deepEqual([plain?.zookeeperConnect, plain?.zookeeperTls], [`${host}:2181/kafka`, undefined]);
  });

  it("has no ensemble that its Kafka could not log in to", async () => {
    const kafka = { version: "3.9", mode: "zookeeper" };
    const missing = /messaging:kafka\.zookeeperTls: missing\n/;
    assert.match(await refusal({ zookeeper: { tls: { secretName: "own" } }, kafka }), missing);
    assert.match(await refusal({ zookeeper: { tls: { clients: [] } }, kafka }), missing);
    assert.equal(await refusal({ zookeeper: { tls: { clients: [] } } }), "accepted");
    const none = { zookeeper: { tls: { clientAuth: "none" } } };
    assert.match(await refusal({ ...none, kafka }), /messaging:zookeeper\.tls\.plainClients: false\n/);
    const own = { ...kafka, zookeeperTls: { secretName: "own" } };
    assert.match(await refusal({ ...none, kafka: own }), /messaging:kafka\.zookeeperTls: .*\n {4}allowed: nothing/);
    assert.equal(await refusal(none), "accepted");
  });

  it("has no system that has no key", async () => {
    assert.equal((await read({})).rabbitmq, undefined);
  });

  it("takes numbers and booleans for values of rabbitmq.conf, and a name for a virtual host", async () => {
    const { rabbitmq } = await read({ rabbitmq: { config: { heartbeat: 30, "log.file": false }, vhosts: ["orders"] } });
    assert.deepEqual(rabbitmq?.config, { heartbeat: "30", "log.file": "false" });
    assert.deepEqual(rabbitmq?.vhosts, [{ name: "orders", defaultQueueType: "quorum" }]);
  });

  it("takes a number for a text, as YAML makes it of cpu: 2", async () => {
    const { rabbitmq } = await read({
      rabbitmq: {
        resources: { limits: { cpu: 3 } },
        rotation: { admin: 2 },
        users: [{ name: "shop", rotation: 2027 }],
      },
    });
    assert.deepEqual(
      [rabbitmq?.resources.limits.cpu, rabbitmq?.rotation.admin, rabbitmq?.users[0]?.rotation],
      ["3", "2", "2027"],
    );
  });

  it("leaves other packages' keys to them", async () => {
    await read({});
    pulumi.runtime.setAllConfig({ "kubernetes:context": "kind", "aws:region": "eu-central-1" });
    assert.deepEqual(readStack(), { namespace: { name: "messaging", create: true, retain: true }, protect: true });
  });

  it("lists the problems of all systems and settings in one message", async () => {
    const message = await refusal({ namespace: "-", rabbitmq: { replicas: 2, config: { hartbeat: 1 } }, kafak: {} });
    assert.deepEqual(message.match(/^ {2}\S+:/gm)?.toSorted(), [
      "  messaging:kafak:",
      "  messaging:namespace:",
      "  messaging:rabbitmq.config.hartbeat:",
      "  messaging:rabbitmq.replicas:",
    ]);
  });

  for (const stack of ["dev", "prod"]) {
    it(`of Pulumi.${stack}.yaml is accepted`, async () => {
      const file = parse(readFileSync(join(__dirname, "..", "..", `Pulumi.${stack}.yaml`), "utf8")) as {
        config: Record<string, unknown>;
      };
      const values = Object.entries(file.config).map(([key, value]) => [key.replace(/^messaging:/, ""), value]);
      assert.equal(await refusal(Object.fromEntries(values) as Record<string, unknown>), "accepted");
    });
  }
});
