import { contextOf, roleContexts } from "../../components/kafka/context";
import { check, report } from "../../components/parse";
import { rules } from "../../components/kafka/rules";
import { kafkaSettings } from "../../components/kafka/schema";

/** Settings of three brokers and three controllers of their own. */
export const separate = { controllers: {} };
/** Settings of brokers on a ZooKeeper ensemble. */
export const onZooKeeper = { mode: "zookeeper", version: "3.9", zookeeperConnect: "zookeeper-0.zookeeper:2181/kafka" };

/** Without certificates, users and their Jobs, which have tests of their own; a test that means them says `tls`. */
export const plaintext = { tls: { enabled: false } };

export const context = (settings: object = {}) =>
  contextOf("kafka", "messaging", kafkaSettings.parse({ ...plaintext, ...settings }));
/** Context of the last role, the brokers, or of the controllers. */
export const roleContext = (settings: object = {}, name = "kafka") => {
  const found = roleContexts(context(settings)).find(({ role }) => role.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};

/** The whole message that settings are refused with; empty when they are not. */
export function refusal(settings: object): string {
  const { problems } = check(kafkaSettings, settings, rules("kafka", "messaging"));
  return problems.length === 0 ? "" : report("KafkaCluster", problems);
}
