import assert from "node:assert/strict";
import { contextOf as kafkaContext, roleContexts } from "../../components/kafka/context";
import { podTemplate as kafkaPod } from "../../components/kafka/pod";
import { kafkaSettings } from "../../components/kafka/schema";
import { contextOf as zooKeeperContext } from "../../components/zookeeper/config-map";
import { podTemplate as zooKeeperPod } from "../../components/zookeeper/pod";
import { zooKeeperSettings } from "../../components/zookeeper/schema";
import type { Plain } from "../support/plain";

const label = "node-role.kubernetes.io/messaging";
const alone = { dedicatedNodes: { label }, antiAffinity: "required" };

const kafka = kafkaContext("kafka", "messaging", kafkaSettings.parse({ ...alone, controllers: {} }));
const [controllers, brokers] = roleContexts(kafka).map((context) => kafkaPod(context) as Plain);
const members = zooKeeperPod(zooKeeperContext("zookeeper", "messaging", zooKeeperSettings.parse(alone))) as Plain;

describe("dedicated nodes", () => {
  const pods: Record<string, Plain | undefined> = {
    "Kafka's brokers": brokers,
    "Kafka's controllers": controllers,
    "ZooKeeper's members": members,
  };
  for (const [title, pod] of Object.entries(pods)) {
    it(`have ${title}, each on one of its own, and nowhere else`, () => {
      const { affinity, tolerations } = pod?.["spec"];
      const { nodeAffinity, podAntiAffinity } = affinity;
      const terms = [{ matchExpressions: [{ key: label, operator: "Exists" }] }];
      assert.deepEqual(nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms, terms);
      assert.deepEqual(tolerations, [{ key: label, operator: "Exists" }]);
      const [term] = podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution;
      assert.equal(term.topologyKey, "kubernetes.io/hostname");
    });
  }
});
