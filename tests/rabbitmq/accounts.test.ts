import assert from "node:assert/strict";
import { accountDefinitions, accountsOf, generatedAccounts } from "../../components/rabbitmq/accounts";
import { contextOf } from "../../components/rabbitmq/config-maps";
import { importJob } from "../../components/rabbitmq/import-job";
import { statefulSet } from "../../components/rabbitmq/manifests";
import { rules } from "../../components/rabbitmq/rules";
import { rabbitMQSettings } from "../../components/rabbitmq/schema";
import { RabbitMQCluster } from "../../components";
import { deploy, only } from "../support/deploy";
import type { Plain } from "../support/plain";

const parse = (settings: object) => rabbitMQSettings.parse(settings);
const context = (settings: object) => contextOf("mq", "messaging", parse(settings));
const jobPod = (settings: object) => (importJob(context(settings)) as Plain)["spec"].template.spec as Plain;
const script = (settings: object) => jobPod(settings)["containers"][0].command[2] as string;
const problems = (settings: object) =>
  rules("mq", "messaging")
    .flatMap((rule) => rule(parse(settings)))
    .map(({ path }) => path.join("."));

describe("users of RabbitMQ", () => {
  const [shop] = parse({ users: [{ name: "shop", staged: { rotation: 2 } }] }).users;

  it("take turns under two names where rotation is staged, with the same rights", () => {
    assert.ok(shop);
    const { live } = accountsOf({ ...shop, tags: ["monitoring"] });
    assert.deepEqual(
      live.map(({ login, rotation, tags }) => [login, rotation, tags]),
      [
        ["shop-a", "1", ["monitoring"]],
        ["shop-b", "2", ["monitoring"]],
      ],
    );
  });

  it("have topic permissions beside their permissions", () => {
    const topicPermissions = [{ vhost: "/", exchange: "amq.topic", write: "^order\\.", read: "" }];
    const accounts = generatedAccounts(parse({ users: [{ name: "shop", topicPermissions }] }));
    const definitions = accountDefinitions(accounts, [{ name: "shop", password: "p", saltHex: "00000000" }]);
    assert.deepEqual(definitions["topic_permissions"], [{ user: "shop", ...topicPermissions[0] }]);
  });

  it("lose what they have in virtual hosts that are not theirs, and go when they are retired", () => {
    const users = [
      { name: "shop", permissions: [{ vhost: "/", read: ".*" }] },
      { name: "old", staged: { rotation: 2, retire: 1 } },
    ];
    assert.match(script({ users }), /^only 'shop' '\/'\nonly 'old-b'\ngone 'old-a'$/m);
  });

  it("have a password from a Secret that is there, which no definition holds", () => {
    const users = [
      {
        name: "shop",
        existingSecret: "shop-password",
        tags: ["monitoring"],
        permissions: [{ vhost: "/", read: "a'b" }],
      },
    ];
    assert.deepEqual(generatedAccounts(parse({ users })), []);
    assert.match(
      script({ users }),
      /^password_from 'shop' \/run\/secrets\/user-0\nrabbitmqctl -q set_user_tags 'shop' monitoring\nrabbitmqctl -q set_permissions -p '\/' 'shop' '' '' 'a'\\''b'\nonly 'shop' '\/'$/m,
    );
    const volumes = jobPod({ users })["volumes"] as Plain[];
    assert.deepEqual(
      volumes.find(({ name }) => name === "user-0"),
      { name: "user-0", secret: { secretName: "shop-password", defaultMode: 0o440 } },
    );
  });

  it("have one way to get another password", () => {
    assert.deepEqual(problems({ users: [{ name: "a", rotation: "2", staged: {} }] }), ["users.0.staged"]);
    assert.deepEqual(problems({ users: [{ name: "a", existingSecret: "x", staged: {} }] }), ["users.0.existingSecret"]);
    assert.deepEqual(problems({ users: [{ name: "a", staged: { rotation: 3 } }] }), ["users.0.staged.retire"]);
  });

  it("have names that no other takes in turn", () => {
    assert.deepEqual(problems({ users: [{ name: "a", staged: {} }, { name: "a-a" }] }), ["users.1.name"]);
  });

  it("have topic permissions in declared virtual hosts", () => {
    const topicPermissions = [{ vhost: "ordrs", exchange: "e" }];
    assert.deepEqual(problems({ users: [{ name: "a", topicPermissions }] }), ["users.0.topicPermissions.0.vhost"]);
  });
});

describe("Jobs of RabbitMQ", () => {
  it("have each a node name of their own, since the broker takes two tools of one name for one", () => {
    const { env, command } = jobPod({})["containers"][0] as { env: Plain[]; command: string[] };
    const value = (name: string) => env.find((one) => one["name"] === name)?.["value"] as string;
    assert.equal(value("RABBITMQ_NODENAME"), "rabbit@$(POD_NAME).import");
    assert.equal(value("DOMAIN"), "mq-headless.$(POD_NAMESPACE).svc.cluster.local");
    assert.equal(value("NODE"), "rabbit@mq-0.$(DOMAIN)");
    assert.match(command[2] ?? "", /^rabbitmqctl\(\) \{ command rabbitmqctl --node "\$NODE" "\$@"; \}$/m);
  });

  it("start no tool before each node listens", () => {
    const wait = script({}).indexOf(": < /dev/tcp/$member.$DOMAIN/5671");
    assert.match(script({}), /^for member in mq-0 mq-1 mq-2; do$/m);
    assert.ok(wait > 0 && wait < script({}).indexOf("rabbitmqctl await_online_nodes 3"));
  });
});

describe("existing Secrets of RabbitMQ", () => {
  const existingSecrets = { admin: "root", erlangCookie: "biscuit" };

  it("take the place of generated ones", async () => {
    const resources = await deploy(() => new RabbitMQCluster("mq", { namespace: "messaging", existingSecrets }));
    assert.deepEqual(
      resources.filter(({ type }) => type.startsWith("random:")).map(({ name }) => name),
      [],
    );
    const secrets = resources.filter(({ type }) => type === "kubernetes:core/v1:Secret").map(({ name }) => name);
    assert.deepEqual(secrets.toSorted(), ["mq-tls", "mq-users"]);
    const { stringData } = only(resources, "kubernetes:core/v1:Secret", "mq-users").inputs;
    assert.deepEqual(JSON.parse(stringData["users.json"] as string), {
      users: [],
      permissions: [],
      topic_permissions: [],
    });
  });

  it("are mounted where the cookie and the administrator are read", () => {
    const volumes = (statefulSet(context({ existingSecrets })) as Plain)["spec"].template.spec.volumes as Plain[];
    assert.equal(volumes.find(({ name }) => name === "erlang-cookie")?.["secret"].secretName, "biscuit");
    assert.match(script({ existingSecrets }), /^password_from "\$\(cat \/run\/secrets\/user-0\/username\)" \/run/m);
  });
});
