import assert from "node:assert/strict";
import { configMap, container, statefulSet, volumes } from "./fixtures";
import { ask, brokers, confOf, encodings, json } from "./rabbitmq";
import { foundInStack } from "./questions";
import { unknown, type Resource } from "./support";

const policy = "rabbitmq-replication";
const missing = "Nothing that is known of the broker sets default_queue_type, so queues are classic: on one node only.";
const divided =
  "Nothing that is known of the broker sets cluster_partition_handling: both sides of a network partition go on by themselves.";
const conf = 'data["rabbitmq.conf"]';
const onlyOne = "that are on one node only";

const pause = "cluster_partition_handling = pause_minority";

describe("policy rabbitmq-replication", () => {
  it("accepts quorum queues by default", async () => assert.deepEqual(await ask(confOf()), []));

  it("refuses a broker whose rabbitmq.conf does not set the default queue type", async () => {
    assert.deepEqual(await ask({ "rabbitmq.conf": "channel_max = 2047\n# default_queue_type = quorum" }), [missing]);
  });

  it("refuses a broker without any configuration in the stack", async () => {
    assert.deepEqual(await foundInStack(policy, [brokers("4.3", {})]), [missing]);
  });

  it("does not take another namespace's ConfigMap for the broker's", async () => {
    const elsewhere = configMap(confOf(), { namespace: "other" });
    assert.deepEqual(await foundInStack(policy, [brokers("4.3"), elsewhere]), [missing]);
  });

  it("finds the setting in a second file, in a projected volume", async () => {
    const projected = [{ name: "config", projected: { sources: [{ configMap: { name: "rabbitmq-config" } }] } }];
    const data = { "10-defaults.conf": "channel_max = 1", "20-ours.conf": "default_queue_type = quorum" };
    assert.deepEqual(await foundInStack(policy, [brokers("4.3", { volumes: projected }), configMap(data)]), []);
  });

  it("refuses classic queues by default", async () => {
    assert.deepEqual(await ask({ "rabbitmq.conf": "default_queue_type = classic" }), [
      `default_queue_type in ${conf} makes queues ${onlyOne}.`,
    ]);
  });

  it("judges a ConfigMap alone", async () => {
    const alone = configMap({ "rabbitmq.conf": "default_queue_type = classic" });
    assert.deepEqual(await foundInStack(policy, [alone]), [`default_queue_type in ${conf} makes queues ${onlyOne}.`]);
  });

  it("leaves a ConfigMap alone that is not RabbitMQ's", async () => {
    const other = configMap({ "app.conf": "default_queue_type = classic", "settings.json": '{"queues": [1]}' });
    assert.deepEqual(await foundInStack(policy, [other]), []);
  });

  for (const [how, stack] of encodings(["default_queue_type = classic"], '{default_queue_type, <<"classic">>}')) {
    it(`finds classic queues in ${how}`, async () => {
      const messages = await foundInStack(policy, stack);
      assert.deepEqual(
        messages.map((message) => message.replace(/ in \S+/, "")),
        [`default_queue_type makes queues ${onlyOne}.`],
      );
    });
  }

  it("accepts quorum queues that advanced.config sets, and refuses two places that differ", async () => {
    const terms = '[{rabbit, [{default_queue_type, <<"quorum">>}]}].';
    assert.deepEqual(await ask({ "advanced.config": terms }), []);
    assert.deepEqual(await ask({ "advanced.config": terms, "rabbitmq.conf": "default_queue_type = stream" }), [
      'default_queue_type has another value in ConfigMap/rabbitmq-config.data["rabbitmq.conf"] than in ConfigMap/rabbitmq-config.data["advanced.config"], which counts.',
    ]);
  });

  it("refuses what is no list of Erlang terms, without a word of it", async () => {
    const place = 'data["advanced.config"] is not a list of Erlang terms.';
    assert.deepEqual(await ask({ ...confOf(), "advanced.config": "[{rabbit, [{default_pass, hunter2" }), [
      `ConfigMap/rabbitmq-config.${place}`,
      place,
    ]);
  });

  it("leaves an init container and a second container alone, and judges by what is left when the ConfigMap is not there", async () => {
    const init = { name: "wait", image: "rabbitmq:4.3", command: ["rabbitmqctl", "await_startup"] };
    const two = { initContainers: [init], containers: [{ name: "logs", image: "fluent-bit" }, container], volumes };
    assert.deepEqual(await foundInStack(policy, [statefulSet(two), configMap(confOf())]), []);
    assert.deepEqual(await foundInStack(policy, [statefulSet(two)]), [missing]);
  });

  describe("partition handling", () => {
    for (const [how, stack] of encodings(
      ["cluster_partition_handling = autoheal"],
      "{cluster_partition_handling, autoheal}",
      [{ name: "RABBITMQ_CLUSTER_PARTITION_HANDLING", value: "autoheal" }],
    )) {
      it(`finds autoheal in ${how}`, async () => {
        const [broker, ...others] = stack;
        assert.ok(broker);
        const text = JSON.stringify(broker.props).replace("rabbitmq:4.3-management", "rabbitmq:4.1");
        const messages = await foundInStack(policy, [{ ...broker, props: JSON.parse(text) as object }, ...others]);
        assert.ok(
          messages.some((message) => /^cluster_partition_handling in .* lets both sides/.test(message)),
          messages.join("\n"),
        );
      });
    }

    it("must be set for a cluster before 4.3", async () => {
      assert.deepEqual(await ask(confOf(), {}, "4.2-management"), [divided]);
      assert.deepEqual(await ask(confOf(pause), {}, "4.2-management"), []);
    });

    it("has no meaning from 4.3 on", async () => {
      assert.deepEqual(await ask(confOf("cluster_partition_handling = ignore"), {}, "4.3.0"), []);
    });

    it("has no meaning for a tag that floats with the newest 4.x", async () => {
      assert.deepEqual(await ask(confOf(), {}, "4-management"), []);
    });

    it("need not be set for one node", async () => {
      const single = brokers("4.2", { volumes }, { replicas: 1 });
      assert.deepEqual(await foundInStack(policy, [single, configMap(confOf())]), []);
    });

    for (const value of ["ignore", "autoheal"]) {
      it(`refuses ${value}, which lets a minority go on`, async () => {
        assert.deepEqual(await ask(confOf(`cluster_partition_handling = ${value}`), {}, "3.13.7"), [
          `cluster_partition_handling in ${conf} lets both sides of a network partition go on by themselves.`,
        ]);
      });
    }

    it("refuses autoheal where the version cannot be told", async () => {
      assert.equal((await ask(confOf("cluster_partition_handling = autoheal"), {}, "latest")).length, 1);
    });
  });

  const cannot = "is unknown before the deployment, so it cannot be judged.";
  const unknowns: [string, Resource[], string[]][] = [
    [
      "the data of the ConfigMap",
      [brokers("4.3"), configMap(unknown.map)],
      [`data ${cannot}`, `ConfigMap/rabbitmq-config.data ${cannot}`],
    ],
    [
      "rabbitmq.conf",
      [brokers("4.3"), configMap({ "rabbitmq.conf": unknown.text })],
      [`${conf} ${cannot}`, `ConfigMap/rabbitmq-config.${conf} ${cannot}`],
    ],
    [
      "the definitions",
      [brokers("4.3"), configMap({ ...confOf(), "definitions.json": unknown.text })],
      [`${json} ${cannot}`],
    ],
    [
      "the name of the ConfigMap that is mounted",
      [brokers("4.3", { volumes: [{ name: "config", configMap: { name: unknown.text } }] })],
      [`spec.template.spec.volumes[0].configMap.name ${cannot}`],
    ],
    ["the volumes", [brokers("4.3", { volumes: unknown.list })], [`spec.template.spec.volumes ${cannot}`]],
  ];
  for (const [what, stack, expected] of unknowns) {
    it(`fails closed when ${what} cannot be known`, async () => {
      assert.deepEqual((await foundInStack(policy, stack)).sort(), expected.sort());
    });
  }

  it("takes a hidden secret for unknown", async () => {
    assert.deepEqual(await ask({ ...confOf(), "definitions.json": "[secret]" }), [`${json} ${cannot}`]);
  });
});
