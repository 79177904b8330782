import assert from "node:assert/strict";
import { RabbitMQCluster } from "../../components";
import type { RabbitMQApplication } from "../../components/rabbitmq/connect";
import { deploy, only, valueOf, type Registered } from "../support/deploy";

const settings = {
  vhosts: [{ name: "orders" }],
  exchanges: [{ name: "orders.v1", vhost: "orders" }],
  queues: [{ name: "incoming", vhost: "orders" }],
};

async function connected(args: object, application = "shop", more: object = {}) {
  let result: RabbitMQApplication | undefined;
  const resources = await deploy(() => {
    const cluster = new RabbitMQCluster("mq", { namespace: "messaging", ...settings, ...more });
    result = cluster.connect(application, args);
  });
  assert.ok(result);
  return { resources, application: result };
}

const definitions = (resources: Registered[]) =>
  JSON.parse(
    only(resources, "kubernetes:core/v1:Secret", "mq-connect-shop").inputs["stringData"]["users.json"] as string,
  ) as { users: { name: string }[]; permissions: object[] };
const job = (resources: Registered[]) => only(resources, "kubernetes:batch/v1:Job", "mq-connect-shop").inputs;
const script = (resources: Registered[]) => job(resources)["spec"].template.spec.containers[0].command[2] as string;

describe("connect of RabbitMQ", () => {
  const rights = { vhost: "orders", produce: ["orders.v1"], consume: ["incoming"] };

  it("makes a user with exactly the rights that are named", async () => {
    const { resources } = await connected(rights);
    const { users, permissions } = definitions(resources);
    assert.deepEqual(
      users.map(({ name }) => name),
      ["shop-a"],
    );
    assert.deepEqual(permissions, [
      { user: "shop-a", vhost: "orders", configure: "", write: String.raw`^(orders\.v1)$`, read: "^(incoming)$" },
    ]);
  });

  it("publishes a connection when the broker knows its user, and not before", async () => {
    const users = [{ name: "mover", permissions: [{ vhost: "orders", configure: "", write: ".*", read: "" }] }];
    const { resources } = await connected(rights, "shop", { users });
    const position = (type: string, name: string) => resources.indexOf(only(resources, type, name));
    const follows = (name: string, after: string) =>
      position("kubernetes:core/v1:Secret", name) > position("kubernetes:batch/v1:Job", after);
    assert.ok(follows("mq-app-shop", "mq-connect-shop"));
    assert.ok(follows("mq-user-mover", "mq-import"));
  });

  it("gives no right that is not named", async () => {
    const { resources } = await connected({ vhost: "orders" });
    assert.deepEqual(definitions(resources).permissions, [
      { user: "shop-a", vhost: "orders", configure: "", write: "", read: "" },
    ]);
  });

  it("puts the connection into the application's namespace", async () => {
    const { resources, application } = await connected({ ...rights, namespace: "shop" });
    const { inputs } = only(resources, "kubernetes:core/v1:Secret", "mq-app-shop");
    assert.equal(inputs["metadata"].namespace, "shop");
    assert.equal(inputs["type"], "servicebinding.io/rabbitmq");
    const { username, uri, ...rest } = inputs["stringData"] as Record<string, string>;
    assert.equal(username, "shop-a");
    assert.equal(uri, `amqps://shop-a:${rest["password"]}@mq.messaging.svc.cluster.local:5671/orders`);
    assert.equal(rest["ca.crt"], "certificate of mq-ca-1");
    assert.equal(await valueOf(application.secretName), "mq-app-shop");
    assert.equal((await valueOf(application.connection)).uri, uri);
  });

  it("gives the program a secret", async () => {
    const { application } = await connected(rights);
    assert.equal(await (application.connection as unknown as { isSecret: Promise<boolean> }).isSecret, true);
  });

  it("has two users while the second takes over, and gives applications the second", async () => {
    const { resources } = await connected({ ...rights, rotation: 2 });
    assert.deepEqual(
      definitions(resources).users.map(({ name }) => name),
      ["shop-a", "shop-b"],
    );
    assert.equal(only(resources, "kubernetes:core/v1:Secret", "mq-app-shop").inputs["stringData"].username, "shop-b");
    assert.doesNotMatch(script(resources), /^gone '/m);
  });

  it("removes the first when it is retired", async () => {
    const { resources } = await connected({ ...rights, rotation: 2, retire: 1 });
    assert.match(script(resources), /^gone 'shop-a'$/m);
  });

  it("takes away what the user had in another virtual host", async () => {
    assert.match(script((await connected(rights)).resources), /^only 'shop-a' 'orders'$/m);
  });

  it("is another Job for other rights", async () => {
    const name = async (args: object) => job((await connected(args)).resources)["metadata"].name as string;
    assert.notEqual(await name(rights), await name({ ...rights, consume: [] }));
    assert.equal(await name(rights), await name({ ...rights, namespace: "shop" }));
  });

  it("refuses names that nothing declares, before anything of it is registered", async () => {
    await assert.rejects(connected({ vhost: "orders", produce: ["ordrs.v1"], consume: ["x"] }), {
      message:
        'mq.connect("shop"): 2 problems\n' +
        '  produce[0]: "ordrs.v1"\n    allowed: one of orders.v1\n    remedy: write orders.v1, or declare ordrs.v1 in exchanges\n' +
        '  consume[0]: "x"\n    allowed: one of incoming\n    remedy: declare x in queues',
    });
  });

  it("refuses a name whose user is declared", async () => {
    await assert.rejects(connected({}, "shop", { users: [{ name: "shop-a" }] }), /name: "shop"\n/);
  });
});
