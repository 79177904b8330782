import { environmentOf } from "./container";
import { Field, readable } from "./field";
import { finding, judge, type Check, type Finding, type RuleFacts } from "./finding";
import { kafkaSettings } from "./kafka/settings";
import { rabbitmqSettings } from "./rabbitmq/settings";
import { recognise, type Broker } from "./recognise";
import type { Settings } from "./settings";
import type { Stack } from "./stack";
import { zookeeperSettings } from "./zookeeper/settings";

export const encryptedListenersRule: RuleFacts = { id: "encrypted-listeners", severity: "medium" };

/** Nobody can read on the network what clients and members say to a broker. */
export const checkEncryptedListeners: Check<object> = (kind, object, { stack }) =>
  judge(encryptedListenersRule, () => {
    const workload = new Field(object);
    const broker = recognise(kind, workload);
    if (!broker) return [];
    const { container } = broker;
    if (broker.system === "rabbitmq") return judgeRabbitmq(rabbitmqSettings(workload, broker, stack), container.path);
    if (broker.system === "zookeeper")
      return judgeZookeeper(zookeeperSettings(workload, broker, stack), container.path);
    return [
      ...judgeKafka(kafkaSettings(workload, broker, stack), container.path),
      ...judgeAllowed(workload, broker, stack),
    ];
  });

const isLoopback = (host: string): boolean => /^(127\.|localhost$|\[?::1\]?$)/.test(host);

/** Names stay unsaid: people choose them. */
function judgeKafka(settings: Settings, container: string): Finding[] {
  // Some images make the listeners from what is advertised.
  const given = settings.first("listeners", "advertised.listeners");
  const protocols = new Map(
    (settings.get("listener.security.protocol.map")?.value ?? "").split(",").map((pair): [string, string] => {
      const [name = "", protocol = ""] = pair.trim().split(":");
      return [name, protocol];
    }),
  );
  const all = (given?.value ?? "PLAINTEXT://:9092").split(",").filter((one) => one.trim() !== "");
  const plain = all.filter((one) => {
    const [, name = "", host = ""] = /^\s*([^:]+):\/\/(\[[^\]]*\]|[^:]*)/.exec(one) ?? [];
    return /PLAINTEXT$/.test(protocols.get(name) ?? name) && !isLoopback(host);
  });
  if (plain.length === 0) return [];
  const where = given ? `Of the listeners in ${given.path}` : "No listeners are set: of the broker's own";
  const message = `${where}, ${plain.length} of ${all.length} ${plain.length === 1 ? "is" : "are"} PLAINTEXT or SASL_PLAINTEXT: records and passwords can be read on the network.`;
  const remedy = "Map them to SSL or SASL_SSL in listener.security.protocol.map.";
  return [finding(encryptedListenersRule, given?.path ?? container, message, remedy)];
}

/** Bitnami's images ask for a word of consent. */
function judgeAllowed(workload: Field, { container }: Broker, stack?: Stack): Finding[] {
  const allowed = environmentOf(container, workload, stack).find(
    ({ name }) => name === "ALLOW_PLAINTEXT_LISTENER",
  )?.field;
  if (!allowed || !/^(yes|true|1)$/i.test(readable(() => allowed.text()) ?? "")) return [];
  const message = `ALLOW_PLAINTEXT_LISTENER in ${allowed.path} lets a listener without TLS pass.`;
  return [finding(encryptedListenersRule, allowed.path, message, "Remove it, and configure TLS.")];
}

function judgeRabbitmq(settings: Settings, container: string): Finding[] {
  const of = (kind: string) =>
    settings
      .keys()
      .filter((key) => key === `listeners.${kind}` || key.startsWith(`listeners.${kind}.`))
      .flatMap((key) => settings.get(key) ?? [])
      .filter(({ value }) => value.trim() !== "none");
  const tcp = of("tcp");
  if (settings.get("listeners.tcp")?.value.trim() === "none" || of("ssl").length > 0) return [];
  const open = tcp.find(({ value }) => !isLoopback(value.replace(/:\d+$/, "")));
  if (tcp.length > 0 && !open) return [];
  const where = open ? `in ${open.path}` : "by default";
  const message = `RabbitMQ listens for AMQP without TLS (${where}), and has no listeners.ssl: messages and passwords can be read on the network.`;
  const remedy = "Set listeners.ssl.default = 5671 with ssl_options, and listeners.tcp = none.";
  return [finding(encryptedListenersRule, open?.path ?? container, message, remedy)];
}

function judgeZookeeper(settings: Settings, container: string): Finding[] {
  if (settings.get("secureClientPort")) return [];
  if (isLoopback(settings.get("clientPortAddress")?.value.trim() ?? "")) return [];
  const port = settings.get("clientPort");
  const message = `ZooKeeper listens for clients without TLS (${port ? `clientPort in ${port.path}` : "by default"}), and has no secureClientPort.`;
  return [finding(encryptedListenersRule, port?.path ?? container, message, "Set secureClientPort and a keystore.")];
}
