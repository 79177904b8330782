import assert from "node:assert/strict";
import { configMap } from "./fixtures";
import { ask, confOf, definitions, json } from "./rabbitmq";
import { foundInStack } from "./questions";

const policy = "rabbitmq-replication";
const conf = 'data["rabbitmq.conf"]';
const pause = "cluster_partition_handling = pause_minority";
const mirrored = definitions({
  policies: [{ name: "ha", vhost: "/", pattern: ".*", definition: { "ha-mode": "all" } }],
});

describe("policy rabbitmq-replication, mirrored queues", () => {
  const mirrors = "mirrors classic queues, which RabbitMQ 4.0 no longer does";

  for (const version of ["4.0", "4.3.1", "latest"]) {
    it(`refuses an ha-mode policy for the tag ${version}`, async () => {
      const found = (await ask({ ...mirrored, ...confOf(pause) }, {}, version)).filter(
        (one) => !one.includes("cluster_partition_handling"),
      );
      assert.deepEqual(found, [`${json}.policies[0].definition ${mirrors}.`]);
    });
  }

  it("accepts an ha-mode policy before 4.0", async () => {
    assert.deepEqual(await ask({ ...mirrored, ...confOf(pause) }, {}, "3.13.7-management"), []);
  });

  it("takes the version of the label where the image has none", async () => {
    const template = { metadata: { labels: { "app.kubernetes.io/version": "3.13" } } };
    const alone = configMap(mirrored, template.metadata);
    assert.deepEqual(await foundInStack(policy, [alone]), []);
  });

  it("finds operator policies that stand as parameters", async () => {
    const value = { pattern: ".*", definition: { "ha-mode": "exactly", "ha-params": 2 } };
    const parameters = [{ component: "operator_policy", vhost: "/", name: "ha", value }];
    assert.deepEqual(await ask(definitions({ parameters })), [`${json}.parameters[0].value.definition ${mirrors}.`]);
  });

  it("accepts policies without ha-* keys", async () => {
    const policies = [{ name: "limits", vhost: "/", pattern: ".*", definition: { "delivery-limit": 20 } }];
    assert.deepEqual(await ask(definitions({ policies })), []);
  });

  it("refuses ha-mode in rabbitmq.conf, which no version reads", async () => {
    assert.deepEqual(await ask(confOf("ha-mode = all", pause), {}, "3.13"), [
      `ha-* in ${conf} is no key of rabbitmq.conf, so the broker does not start.`,
    ]);
  });

  it("refuses default operator policies that mirror", async () => {
    const line = "default_policies.operator.mirror.classic_queues.ha_mode = all";
    assert.deepEqual(await ask(confOf(line)), [`default_policies.operator.*.ha_mode in ${conf} ${mirrors}.`]);
  });
});
