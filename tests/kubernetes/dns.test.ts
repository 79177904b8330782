import assert from "node:assert/strict";
import { contextOf as kafkaContext, roleContexts } from "../../components/kafka/context";
import { podTemplate as kafkaPod } from "../../components/kafka/pod";
import { kafkaSettings } from "../../components/kafka/schema";
import { contextOf as zooKeeperContext } from "../../components/zookeeper/config-map";
import { podTemplate as zooKeeperPod } from "../../components/zookeeper/pod";
import { zooKeeperSettings } from "../../components/zookeeper/schema";
import type { Plain } from "../support/plain";

const kafka = kafkaContext("kafka", "messaging", kafkaSettings.parse({ controllers: {} }));
const pods = [
  ...roleContexts(kafka).map((context) => kafkaPod(context)),
  zooKeeperPod(zooKeeperContext("zookeeper", "messaging", zooKeeperSettings.parse({}))),
] as Plain[];

describe("members that look each other up", () => {
  it("ask for a full name once, for a second, in Kafka and ZooKeeper alike", () => {
    for (const { spec } of pods) {
      const options = Object.fromEntries(spec.dnsConfig.options.map(({ name, value }: Plain) => [name, value]));
      assert.deepEqual(options, { ndots: "2", timeout: "1", attempts: "1" });
    }
  });
});
