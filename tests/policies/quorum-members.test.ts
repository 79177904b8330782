import assert from "node:assert/strict";
import { configMap, container, statefulSet, volumes } from "./fixtures";
import { at, brokers, encodings as kafkaEncodings } from "./kafka";
import { foundInStack } from "./questions";
import { encodings as rabbitmqEncodings } from "./rabbitmq";
import { unknown } from "./support";
import { encodings as zookeeperEncodings, servers } from "./zookeeper";

const policy = "quorum-members";
const members = (count: number) => `names ${count} members, and the StatefulSet has 3.`;
const voters = (count: number, host = "kafka") =>
  Array.from({ length: count }, (_, i) => `${i}@${host}-${i}.kafka-headless:9093`).join(",");
const controller = (count: number) => ({ "process.roles": "controller", "controller.quorum.voters": voters(count) });
const lines = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`server.${i + 1}`, `zk-${i}.zk:2888:3888`]));
const servered = (value: string, image = "zookeeper:3.9") => [
  servers({ image, env: [{ name: "ZOO_SERVERS", value }] }),
];
const zooServers = (count: number, separator: string) =>
  Array.from({ length: count }, (_, i) => `server.${i + 1}=zk-${i}:2888:3888;2181`).join(separator);

describe("policy quorum-members", () => {
  describe("Kafka's voters", () => {
    for (const [how, stack] of kafkaEncodings(controller(2))) {
      it(`are counted in ${how}`, async () => {
        const messages = await foundInStack(policy, stack);
        assert.deepEqual(
          messages.map((message) => message.replace(/ in \S+/, "")),
          [`controller.quorum.voters ${members(2)}`],
        );
      });
    }

    for (const [how, stack] of kafkaEncodings(controller(3))) {
      it(`are accepted when they are the StatefulSet's in ${how}`, async () => {
        assert.deepEqual(await foundInStack(policy, stack), []);
      });
    }

    const env = (settings: Record<string, string>) => kafkaEncodings(settings)[0]?.[1] ?? [];

    it("do not count twice, also when the namespace is a variable", async () => {
      const twice = voters(3).replace("2@kafka-2", "1@kafka-1").replaceAll("headless", "headless.$(POD_NAMESPACE)");
      const stack = env({ "process.roles": "broker,controller", "controller.quorum.voters": twice });
      assert.deepEqual(await foundInStack(policy, stack), [
        `controller.quorum.voters in ${at}.env[1].value ${members(2)}`,
      ]);
    });

    it("are no concern of brokers, which are not in the list", async () => {
      assert.deepEqual(await foundInStack(policy, env({ ...controller(5), "process.roles": "broker" })), []);
    });

    it("are counted in a list to begin with, when that is of the StatefulSet's own pods", async () => {
      const key = "controller.quorum.bootstrap.servers";
      const list = (host: string) => Array.from({ length: 5 }, (_, i) => `${host}-${i}.headless:9093`).join(",");
      const ask = (value: string) => foundInStack(policy, env({ "process.roles": "controller", [key]: value }));
      assert.deepEqual(await ask(list("rabbitmq")), [`${key} in ${at}.env[1].value ${members(5)}`]);
      assert.deepEqual(await ask("rabbitmq-headless:9093"), []);
    });
  });

  describe("ZooKeeper's servers", () => {
    for (const [how, stack] of zookeeperEncodings(lines(2))) {
      it(`are counted in ${how}`, async () => {
        const messages = await foundInStack(policy, stack);
        assert.deepEqual(
          messages.map((message) => message.replace(/ in \S+/, "")),
          [`server.N ${members(2)}`],
        );
      });
    }

    it("of other StatefulSets in one ensemble are not this one's", async () => {
      const list = (own: number) => ({
        ...Object.fromEntries(Array.from({ length: own }, (_, n) => [`server.${n + 1}`, `rabbitmq-${n}.zk:2888:3888`])),
        "server.8": "other-0.zk:2888:3888",
        "server.9": "other-1.zk:2888:3888",
      });
      for (const [, stack] of zookeeperEncodings(list(3))) assert.deepEqual(await foundInStack(policy, stack), []);
      for (const [, stack] of zookeeperEncodings(list(2))) {
        assert.equal((await foundInStack(policy, stack)).length, 1);
      }
    });

    it("are accepted when they are the StatefulSet's", async () => {
      for (const [, stack] of zookeeperEncodings(lines(3))) assert.deepEqual(await foundInStack(policy, stack), []);
    });

    for (const [whose, separator, image] of [
      ["the official image's", " ", "zookeeper:3.9"],
      ["Bitnami's", ",", "bitnami/zookeeper:3.9"],
    ] as const) {
      it(`are counted in ${whose} ZOO_SERVERS`, async () => {
        const place = `servers in ${at}.env[0].value`;
        assert.deepEqual(await foundInStack(policy, servered(zooServers(4, separator), image)), [
          `${place} ${members(4)}`,
        ]);
        assert.deepEqual(await foundInStack(policy, servered(zooServers(3, separator), image)), []);
      });
    }

    it("are counted by start-zookeeper", async () => {
      const start = (count: number) => [
        servers({
          image: "kubernetes-zookeeper:1.0-3.4.10",
          command: ["sh", "-c", `start-zookeeper --servers=${count}`],
        }),
      ];
      assert.deepEqual(await foundInStack(policy, start(3)), []);
      assert.deepEqual(await foundInStack(policy, start(5)), [`servers in ${at}.command[2] ${members(5)}`]);
    });

    it("are not counted where a script or a variable makes the list", async () => {
      const loop = 'for i in $(seq 3); do echo "server.$i=zk-$i:2888:3888"; done; zkServer.sh start-foreground';
      assert.deepEqual(await foundInStack(policy, [servers({ command: ["sh", "-c", loop] })]), []);
      assert.deepEqual(await foundInStack(policy, servered("$(SERVERS)")), []);
    });
  });

  describe("RabbitMQ's nodes", () => {
    const nodes = [1, 2].map((i) => `cluster_formation.classic_config.nodes.${i} = rabbit@mq-${i}`);
    for (const [how, stack] of rabbitmqEncodings(nodes, "{cluster_nodes, {['rabbit@a', 'rabbit@b'], disc}}")) {
      it(`are counted in ${how}`, async () => {
        const messages = await foundInStack(policy, stack);
        assert.deepEqual(
          messages.map((message) => message.replace(/ in \S+/, "")),
          [`cluster_formation.classic_config.nodes ${members(2)}`],
        );
      });
    }

    it("are as many as a cluster waits for", async () => {
      const key = "cluster_formation.target_cluster_size_hint";
      const ask = (size: number, spec = {}) =>
        foundInStack(policy, [statefulSet({ volumes }, spec), configMap({ "rabbitmq.conf": `${key} = ${size}` })]);
      assert.deepEqual(await ask(3), []);
      assert.deepEqual(await ask(5), [`${key} in ConfigMap/rabbitmq-config.data["rabbitmq.conf"] ${members(5)}`]);
      assert.deepEqual(await ask(5, { replicas: 0 }), []);
    });
  });

  it("leaves a broker alone that has no list, and one whose ConfigMap is not there", async () => {
    assert.deepEqual(await foundInStack(policy, [brokers({}), servers({}), statefulSet({ volumes })]), []);
  });

  it("looks at the broker's container, not at an init container or a second one", async () => {
    const env = [{ name: "ZOO_SERVERS", value: zooServers(5, " ") }];
    const other = { name: "other", image: "busybox", env };
    const two = { containers: [{ ...container, image: "zookeeper:3.9" }, other], initContainers: [other] };
    assert.deepEqual(await foundInStack(policy, [statefulSet(two)]), []);
  });

  it("fails closed on an unknown list, and on an unknown number of replicas", async () => {
    const cannot = "is unknown before the deployment, so it cannot be judged.";
    assert.deepEqual(await foundInStack(policy, servered(unknown.text)), [`${at}.env[0].value ${cannot}`]);
    const [some] = servered(zooServers(3, " "));
    const text = JSON.stringify(some?.props).replace('"replicas":3', `"replicas":"${unknown.text}"`);
    const props = JSON.parse(text) as object;
    assert.deepEqual(await foundInStack(policy, [{ type: some?.type ?? "", props }]), [`spec.replicas ${cannot}`]);
  });
});
