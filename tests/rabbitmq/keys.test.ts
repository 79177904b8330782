import assert from "node:assert/strict";
import fc from "fast-check";
import { editDistance } from "../../checks/nearest";
import { checkKey, findKey } from "../../components/rabbitmq/keys";
import list from "../../components/rabbitmq/known-keys.json";
import { configuration, plugins } from "../../components/rabbitmq/rabbitmq-conf";
import { rabbitMQSettings } from "../../components/rabbitmq/schema";

const enabled = ["rabbitmq_management", "rabbitmq_prometheus", "rabbitmq_peer_discovery_k8s"];
const versions = Object.keys(list.releases);
const declared: string[] = Object.values(list.keys).flatMap((keys) => Object.keys(keys));

describe("checking a line of rabbitmq.conf", () => {
  const right: [version: string, key: string, value: string][] = [
    ["4.3", "consumer_timeout", "1800000"],
    ["4.3", "vm_memory_high_watermark.relative", "0.6"],
    ["4.3", "disk_free_limit.absolute", "2GB"],
    ["4.3", "total_memory_available_override_value", "2147483648"],
    ["4.3", "management_agent.disable_metrics_collector", "true"],
    ["4.3", "cluster_formation.node_cleanup.only_log_warning", "true"],
    ["4.3", "log.console.formatter", "json"],
    ["4.3", "management.disable_basic_auth", " true "],
    ["4.3", "default_users.shop.password", "'a#b'"],
    ["4.2", "cluster_partition_handling", "pause_minority"],
    ["4.0", "cluster_formation.k8s.address_type", "hostname"],
    ["3.13", "queue_master_locator", "min-masters"],
  ];
  for (const [version, key, value] of right) {
    it(`${version} takes ${key} = ${value}`, () => assert.equal(checkKey(version, key, value, enabled), undefined));
  }

  const wrong: [version: string, key: string, value: string, allowed: string, remedy: string][] = [
    ["4.3", "heartbeet", "60", "keys of RabbitMQ 4.3", "write heartbeat"],
    ["4.3", "listeners.tpc.default", "5672", "keys of RabbitMQ 4.3", "write listeners.tcp.default"],
    [
      "4.3",
      "disk_free_limit",
      "2GB",
      "keys of RabbitMQ 4.3",
      "write disk_free_limit.absolute or disk_free_limit.relative",
    ],
    ["4.3", "foo", "1", "keys of RabbitMQ 4.3", "remove it"],
    ["4.1", "amqp_client.ssl_options.depth", "1", "keys of RabbitMQ 4.1", "remove it; it exists from 4.2 on"],
    [
      "4.3",
      "web_mqtt.use_file_handle_cache",
      "true",
      "keys of the enabled plugins",
      "add rabbitmq_web_mqtt to plugins, or remove the key",
    ],
    ["4.3", "ha-mode", "all", "keys of RabbitMQ 4.3", "use quorum queues: mirrored queues are gone since 4.0"],
    [
      "3.13",
      "ha-mode",
      "all",
      "keys of RabbitMQ 3.13",
      "set it in a policy, or better use quorum queues: mirrored queues end with 3.13",
    ],
    ["4.3", "delivery-limit", "20", "keys of RabbitMQ 4.3", "set it in the definition of an entry of policies"],
    ["4.0", "queue_master_locator", "min-masters", "nothing: RabbitMQ 4.0 ignores the key", "use queue_leader_locator"],
    [
      "4.3",
      "mqtt.allow_anonymous",
      "false",
      "keys of the enabled plugins",
      "add rabbitmq_mqtt to plugins, or remove the key",
    ],
    ["4.3", "heartbeat", "1m", "an integer", "change it to an integer"],
    ["4.3", "tcp_listen_options.nodelay", "on", "true or false", "write true"],
    ["4.3", "log.console.use_colors", "true", "on or off", "write on"],
    ["4.3", "vm_memory_high_watermark.relative", "1", "a number with a decimal point", "write 1.0"],
    [
      "4.3",
      "log.console.level",
      "warn",
      "debug, info, notice, warning, error, critical, alert, emergency or none",
      "write warning",
    ],
    ["4.3", "frame_max", "64Ki", "bytes, or KB, MB or GB, which are 2^10, 2^20 and 2^30: 65536 or 64KB", "write 64KB"],
    ["4.3", "disk_free_limit.absolute", "2 GB", "bytes, with a unit if you like: 2147483648, 2GiB or 2GB", "write 2GB"],
    ["4.3", "queue_leader_locator", "balance", "balanced, client-local, random or least-leaders", "write balanced"],
    ["4.3", "handshake_timeout", "10s", "infinity or an integer", "change it to infinity or an integer"],
    [
      "4.3",
      "default_policies.operator.a.expires",
      "30000",
      "a duration with its unit: 500ms, 30s, 5m, 1h30m or 1d",
      "write 30000ms",
    ],
    ["4.3", "cluster_name", "a # b", "# in single quotes only", "write 'a # b', with the single quotes"],
    ["4.3", "cluster_name", "it's #1", "# in single quotes only", "remove the part from # on"],
    ["4.3", "cluster_name", "'a' b", "text in single quotes without one inside", "end it with '"],
    ["4.3", "cluster_name", "a\nb = c", "a value on one line", "remove the line break"],
    ["4.3", "cluster_name", " ", "a value", "remove the key, or write '' for an empty text"],
  ];
  for (const [version, key, value, allowed, remedy] of wrong) {
    it(`${version} refuses ${JSON.stringify(`${key} = ${value}`)}`, () => {
      const problem = checkKey(version, key, value, enabled);
      assert.deepEqual([problem?.allowed, problem?.remedy], [allowed, remedy]);
    });
  }

  it("says that cluster_partition_handling has no effect from 4.3 on", () => {
    assert.equal(checkKey("4.3", "cluster_partition_handling", "autoheal", enabled)?.reason, "it has no effect");
  });

  it("knows from 4.1 on the two keys of Kubernetes discovery that are left, and refuses the rest", () => {
    const keys = declared.filter((key) => key.startsWith("cluster_formation.k8s."));
    const left = keys.filter((key) => checkKey("4.1", key, "0", enabled)?.reason !== "it has no effect");
    assert.deepEqual(left, ["cluster_formation.k8s.ordinal_start", "cluster_formation.k8s.seed_node"]);
  });

  it("takes the keys of plugins that an enabled one brings along", () => {
    assert.equal(checkKey("4.3", "mqtt.exchange", "amq.topic", ["rabbitmq_web_mqtt_examples"]), undefined);
  });

  for (const version of versions) {
    it(`takes all keys that the component sets in ${version}`, () => {
      const settings = rabbitMQSettings.parse({ version });
      for (const [key, value] of configuration(settings, "nodes")) {
        assert.equal(checkKey(version, key, value, plugins(settings)), undefined, key);
      }
    });
  }

  it("offers a key one edit away for any key with one letter missing", () => {
    const long = declared.filter((key) => key.length > 8 && !key.includes("$"));
    fc.assert(
      fc.property(fc.constantFrom(...versions), fc.constantFrom(...long), fc.nat(), (version, key, position) => {
        const at = position % key.length;
        const misspelt = key.slice(0, at) + key.slice(at + 1);
        fc.pre(findKey(version, key) !== undefined && versions.every((other) => !findKey(other, misspelt)));
        const remedy = checkKey(version, misspelt, "1", enabled)?.remedy ?? "";
        const offered = remedy.replace(/^write /, "").split(" or ");
        assert.ok(
          offered.some((name) => editDistance(name, misspelt) === 1) ||
            offered.every((name) => name.startsWith(misspelt)),
          `${misspelt}: ${remedy}`,
        );
      }),
    );
  });
});
