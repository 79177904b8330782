import assert from "node:assert/strict";
import { accountDefinitions, administrator, generatedAccounts, passwordHash } from "../../components/rabbitmq/accounts";
import { topology } from "../../components/rabbitmq/definitions";
import { rabbitMQSettings } from "../../components/rabbitmq/schema";

const admin = { name: "admin-1", password: "secret", saltHex: "00000000" };

describe("definitions", () => {
  it("hash a password as the broker's documentation does in its example", () => {
    assert.equal(passwordHash("test12", "908DC60A"), "kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR");
  });

  it("always hold the virtual host /, which the broker does not make once definitions are configured", () => {
    assert.deepEqual(topology(rabbitMQSettings.parse({})), {
      vhosts: [
        { name: "/", description: "", tags: [], metadata: { description: "", tags: [], default_queue_type: "quorum" } },
      ],
    });
  });

  it("say of exchanges, queues and bindings what 3.13 and 4.0 would take for undefined", () => {
    const { exchanges, queues, bindings } = topology(
      rabbitMQSettings.parse({
        vhosts: [{ name: "orders" }],
        exchanges: [{ name: "in", vhost: "orders", type: "topic" }],
        queues: [{ name: "work", vhost: "orders", arguments: { "x-max-length": 5 } }],
        bindings: [{ vhost: "orders", source: "in", destination: "work", routingKey: "#" }],
      }),
    );
    assert.deepEqual(
      { exchanges, queues, bindings },
      {
        exchanges: [
          {
            vhost: "orders",
            name: "in",
            type: "topic",
            durable: true,
            auto_delete: false,
            internal: false,
            arguments: {},
          },
        ],
        queues: [
          {
            vhost: "orders",
            name: "work",
            durable: true,
            auto_delete: false,
            arguments: { "x-queue-type": "quorum", "x-max-length": 5 },
          },
        ],
        bindings: [
          {
            vhost: "orders",
            source: "in",
            destination: "work",
            destination_type: "queue",
            routing_key: "#",
            arguments: {},
          },
        ],
      },
    );
  });

  it("hold limits and operator policies as runtime parameters", () => {
    const { parameters } = topology(
      rabbitMQSettings.parse({
        vhosts: [{ name: "orders", limits: { "max-queues": 10 } }],
        operatorPolicies: [{ name: "cap", vhost: "orders", pattern: ".*", definition: { "max-length": 9 } }],
      }),
    );
    assert.deepEqual(parameters, [
      { component: "vhost-limits", vhost: "orders", name: "limits", value: { "max-queues": 10 } },
      {
        component: "operator_policy",
        vhost: "orders",
        name: "cap",
        value: { pattern: ".*", definition: { "max-length": 9 }, priority: 0, "apply-to": "queues" },
      },
    ]);
  });

  it("give the administrator everything everywhere, and a user what is declared", () => {
    const settings = rabbitMQSettings.parse({
      vhosts: [{ name: "orders" }],
      users: [{ name: "shop", permissions: [{ vhost: "orders", write: ".*" }] }],
    });
    const credentials = [admin, { name: "shop", password: "pw", saltHex: "01020304" }];
    const all = [administrator(settings, admin.name), ...generatedAccounts(settings)];
    const { users: accounts, permissions } = accountDefinitions(all, credentials);
    const sha256 = "rabbit_password_hashing_sha256";
    assert.deepEqual(accounts, [
      {
        name: "admin-1",
        password_hash: passwordHash("secret", "00000000"),
        hashing_algorithm: sha256,
        tags: ["administrator"],
        limits: {},
      },
      { name: "shop", password_hash: passwordHash("pw", "01020304"), hashing_algorithm: sha256, tags: [], limits: {} },
    ]);
    assert.deepEqual(permissions, [
      { user: "admin-1", vhost: "/", configure: ".*", write: ".*", read: ".*" },
      { user: "admin-1", vhost: "orders", configure: ".*", write: ".*", read: ".*" },
      { user: "shop", vhost: "orders", configure: "", write: ".*", read: "" },
    ]);
  });
});
