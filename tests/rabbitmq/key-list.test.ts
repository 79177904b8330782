import assert from "node:assert/strict";
import { keyNames } from "../../components/rabbitmq/key-list";
import { findKey } from "../../components/rabbitmq/keys";
import list from "../../components/rabbitmq/known-keys.json";

const versions = Object.keys(list.releases);
const declared: string[] = Object.values(list.keys).flatMap((keys) => Object.keys(keys));

describe("the list of RabbitMQ's keys", () => {
  it("covers the five minor versions with all their keys", () => {
    const counts = Object.fromEntries(versions.map((version) => [version, keyNames(version, "").length]));
    assert.deepEqual(counts, { "3.13": 960, "4.0": 971, "4.1": 998, "4.2": 1075, "4.3": 1125 });
  });

  it("is sorted", () => {
    for (const part of [list.plugins, list.keys, ...Object.values(list.keys)]) {
      assert.deepEqual(Object.keys(part), Object.keys(part).sort());
    }
  });

  it("finds every key, its free segments filled, in each of its versions and no other", () => {
    for (const version of versions) {
      const here = new Set(keyNames(version, ""));
      for (const key of declared) {
        const written = key.replace(/\$\w+/g, "a-1_b");
        if (here.has(key)) assert.equal(findKey(version, written)?.name.includes("$"), key.includes("$"), written);
        else if (written === key) assert.equal(findKey(version, key), undefined);
      }
    }
  });
});

describe("a key of rabbitmq.conf", () => {
  const found: [version: string, key: string, name: string, plugin: string, type: string][] = [
    ["4.3", "heartbeat", "heartbeat", "rabbit", "<integer>"],
    ["4.3", "listeners.tcp.default", "listeners.tcp.$name", "rabbit", "<integer>|<ip:port>"],
    ["4.3", "listeners.tcp", "listeners.tcp", "rabbit", "none"],
    ["4.3", "tcp_listen_options.backlog", "tcp_listen_options.backlog", "rabbit", "<integer>"],
    [
      "4.3",
      "cluster_formation.k8s.ordinal_start",
      "cluster_formation.k8s.ordinal_start",
      "rabbitmq_peer_discovery_k8s",
      "<integer>",
    ],
    ["4.2", "channel_max", "channel_max", "rabbit", "<integer>"],
    ["4.1", "mqtt.listeners.tcp.default", "mqtt.listeners.tcp.$name", "rabbitmq_mqtt", "<integer>|<ip:port>"],
    ["3.13", "ssl_options.depth", "ssl_options.depth", "rabbit", "<integer 0..255>"],
    ["3.13", "log.console.use_colors", "log.console.use_colors", "rabbit", "on|off"],
    ["4.0", "handshake_timeout", "handshake_timeout", "rabbit", "infinity|<integer>"],
  ];
  for (const [version, key, name, plugin, type] of found) {
    it(`${key} of ${version} is ${name}, ${type}`, () => {
      assert.deepEqual(findKey(version, key), { name, plugin, type });
    });
  }

  const absent: [version: string, key: string][] = [
    ["4.1", "amqp_client.ssl_options.depth"],
    ["4.0", "cluster_formation.k8s.ordinal_start"],
    ["4.3", "listeners.tcp.two words"],
    ["4.3", "listeners.tcp."],
    ["4.3", "listeners.tcp.default.more"],
    ["4.3", "toString"],
  ];
  for (const [version, key] of absent) {
    it(`${JSON.stringify(key)} is none in ${version}`, () => assert.equal(findKey(version, key), undefined));
  }
});
