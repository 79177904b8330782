import assert from "node:assert/strict";
import { configMap, contextOf, definitionsConfigMap } from "../../components/rabbitmq/config-maps";
import { rabbitMQSettings } from "../../components/rabbitmq/schema";

const context = (settings: object = {}) => contextOf("rabbitmq", "messaging", rabbitMQSettings.parse(settings));

describe("ConfigMaps of RabbitMQ", () => {
  it("hold what a node reads at its start, immutable, with advanced.config only where there is one", () => {
    const { immutable, data } = configMap(context()) as { immutable: boolean; data: Record<string, string> };
    assert.equal(immutable, true);
    assert.deepEqual(Object.keys(data), ["rabbitmq.conf", "enabled_plugins", "inter_node_tls.config"]);
    assert.equal(data["enabled_plugins"], "[rabbitmq_management,rabbitmq_prometheus,rabbitmq_peer_discovery_k8s].\n");
    const advanced = configMap(context({ advancedConfig: "[{rabbit, []}].\n" })) as { data: Record<string, string> };
    assert.equal(advanced.data["advanced.config"], "[{rabbit, []}].\n");
  });

  it("have a name of their own for each content, and the topology a name that stays", () => {
    const name = (settings: object) => (configMap(context(settings)).metadata as { name: string }).name;
    assert.notEqual(name({ config: { heartbeat: "30" } }), name({}));
    assert.equal(name({ vhosts: [{ name: "orders" }] }), name({}));
    const topology = definitionsConfigMap(context({ vhosts: [{ name: "orders" }] }));
    assert.equal((topology.metadata as { name: string }).name, "rabbitmq-definitions");
  });
});

describe("images of RabbitMQ", () => {
  it("are the official ones of the version, or the one that is said, by digest too", () => {
    const pinned = `registry.example/rabbitmq@sha256:${"0".repeat(64)}`;
    assert.equal(context({ version: "4.2" }).image, "rabbitmq:4.2-management");
    assert.equal(context({ image: pinned }).image, pinned);
  });
});
