import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { KafkaCluster, type KafkaApplication } from "../../components";
import { deploy, only, valueOf, type Registered } from "../support/deploy";

const cluster = (settings: object = {}) => new KafkaCluster("kafka", { namespace: "messaging", ...settings });

async function connected(settings: object, ...asked: Parameters<KafkaCluster["connect"]>) {
  const all: KafkaApplication[] = [];
  const resources = await deploy(() => all.push(cluster(settings).connect(...asked)));
  return { resources, application: all[0] as KafkaApplication };
}

const secret = (resources: Registered[], name: string) => only(resources, "kubernetes:core/v1:Secret", name).inputs;

describe("connect() of Kafka", () => {
  it("puts a user's connection into the application's namespace", async () => {
    const { resources, application } = await connected({}, "orders", { produce: ["orders"], namespace: "shop" });
    const { metadata, type, stringData } = secret(resources, "kafka-user-orders");
    assert.deepEqual(
      [metadata.namespace, metadata.name, type],
      ["shop", "kafka-user-orders", "servicebinding.io/kafka"],
    );
    assert.equal(stringData.username, "orders-a");
    assert.equal(stringData["security.protocol"], "SASL_SSL");
    assert.equal(stringData["ca.crt"], "certificate of kafka-ca-1");
    assert.match(
      stringData["client.properties"],
      /^sasl\.jaas\.config=.*username="orders-a" password="[A-Za-z0-9]{32}";$/m,
    );
    const { username, password } = await valueOf(application.connection);
    assert.deepEqual([username, password], ["orders-a", stringData.password]);
    assert.ok(await pulumi.isSecret(application.connection));
  });

  it("makes the user by a Job of its own, with exactly its rights", async () => {
    const { resources } = await connected({}, "orders", { produce: ["orders"], consume: ["stock"] });
    const { data } = only(resources, "kubernetes:core/v1:ConfigMap", "kafka-user-orders").inputs;
    assert.equal(
      data.rights,
      [
        "User:orders-a * WRITE TOPIC LITERAL orders",
        "User:orders-a * READ TOPIC LITERAL stock",
        "User:orders-a * READ GROUP LITERAL orders",
        "User:orders-a * READ GROUP PREFIXED orders-",
        "",
      ].join("\n"),
    );
    const jobs = resources.filter(({ type }) => type === "kubernetes:batch/v1:Job").map(({ name }) => name);
    assert.deepEqual(jobs.toSorted(), ["kafka-topics", "kafka-user-orders", "kafka-users"]);
  });

  it("publishes a connection when the brokers know its user, and not before", async () => {
    const { resources } = await connected({ users: [{ name: "shop" }] }, "orders", { produce: ["orders"] });
    const position = (type: string, name: string) => resources.indexOf(only(resources, type, name));
    const follows = (name: string, job: string) =>
      position("kubernetes:core/v1:Secret", name) > position("kubernetes:batch/v1:Job", job);
    assert.ok(follows("kafka-user-orders", "kafka-user-orders"));
    assert.ok(follows("kafka-user-shop", "kafka-users"));
    assert.ok(follows("kafka-connection", "kafka-users"));
  });

  it("goes over to the next account with the next rotation, and keeps the one before", async () => {
    const { resources } = await connected({}, "orders", { produce: ["orders"], rotation: 2 });
    assert.equal(secret(resources, "kafka-user-orders")["stringData"].username, "orders-b");
    const passwords = secret(resources, "kafka-user-orders-passwords")["stringData"];
    assert.deepEqual(Object.keys(passwords), ["orders-a", "orders-b"]);
    assert.notEqual(passwords["orders-a"], passwords["orders-b"]);
  });

  it("refuses a name that somebody has, unknown settings, and a cluster where everybody may do everything", async () => {
    const message = async (settings: object, name: string, args: object = {}) => {
      let said = "";
      await deploy(() => {
        const kafka = cluster(settings);
        try {
          kafka.connect("first", {});
          kafka.connect(name, args);
        } catch (error) {
          said = (error as Error).message;
        }
      });
      return said;
    };
    assert.match(
      await message({ users: [{ name: "shop" }] }, "shop"),
      /kafka\.connect\("shop"\): 1 problem\n {2}name: "shop"/,
    );
    assert.match(await message({}, "first"), /name: "first"/);
    assert.match(await message({}, "admin"), /name: "admin"/);
    assert.match(await message({}, "x", { publish: ["orders"] }), /publish: \["orders"\]/);
    assert.match(
      await message({ tls: { enabled: false } }, "x"),
      /users: \["first"\]\n {4}allowed: nothing with tls\.enabled false/,
    );
  });
});

describe("users of Kafka", () => {
  it("have a Secret each, and the administrator's is the cluster's connection", async () => {
    const resources = await deploy(() => cluster({ users: [{ name: "shop", produce: ["orders"] }] }));
    assert.equal(secret(resources, "kafka-connection")["stringData"].username, "admin-a");
    assert.equal(secret(resources, "kafka-user-shop")["stringData"].username, "shop-a");
  });

  it("bring their own password by a Secret, which only the Job sees", async () => {
    const users = [{ name: "shop", existingSecret: "shop-password" }];
    const resources = await deploy(() => cluster({ users }));
    const { volumes } = only(resources, "kubernetes:batch/v1:Job", "kafka-users").inputs["spec"].template.spec;
    const { projected } = volumes.find(({ name }: { name: string }) => name === "passwords");
    assert.deepEqual(projected.sources[1], {
      secret: { name: "shop-password", items: [{ key: "password", path: "shop" }] },
    });
    assert.ok(!resources.some(({ name }) => name === "kafka-user-shop"));
  });

  it("leave nothing secret where secrets are not", async () => {
    const { resources } = await connected({ users: [{ name: "shop" }] }, "orders", { produce: ["orders"] });
    const isSecret = ({ type }: Registered) => type === "kubernetes:core/v1:Secret";
    const values = resources
      .filter(isSecret)
      .flatMap(({ inputs }) => Object.entries(inputs["stringData"] as Record<string, string>))
      .filter(([key]) => /password|-a$|tls\.key/.test(key))
      .map(([, value]) => value);
    assert.equal(new Set(values).size, 4);
    const rest = JSON.stringify(resources.filter((one) => !isSecret(one) && !/^(random|tls):/.test(one.type)));
    for (const value of values) assert.ok(!rest.includes(value), value);
  });
});
