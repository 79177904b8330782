import type { Field } from "./field";
import { kafkaListeners } from "./kafka/ports";
import { kafkaSettings } from "./kafka/settings";
import type { Broker } from "./recognise";
import type { System } from "./signs";
import type { Stack } from "./stack";

/** A range of TCP ports, both ends in it. */
export type Range = [first: number, last: number];

/** What a port of a broker is for. */
export type Purpose = "members" | "management" | "metrics" | "plaintext" | "encrypted";

/** Ports that the systems have where nothing else is configured. Kafka's listeners are what its settings say. */
const usual: Record<System, [purpose: Purpose, ...ranges: Range[]][]> = {
  rabbitmq: [
    ["members", [4369, 4369], [25672, 25672], [35672, 35682], [6000, 6500]],
    ["management", [15671, 15672]],
    ["metrics", [15691, 15692], [9419, 9419]],
    ["plaintext", [5672, 5672], [1883, 1883], [61613, 61613], [5552, 5552], [15674, 15675]],
    ["encrypted", [5671, 5671], [8883, 8883], [61614, 61614], [5551, 5551], [15673, 15673], [15676, 15676]],
  ],
  zookeeper: [
    ["members", [2888, 2888], [3888, 3888]],
    ["management", [8080, 8080]],
    ["metrics", [7000, 7000], [9141, 9141]],
    ["plaintext", [2181, 2181]],
    ["encrypted", [2281, 2281], [2182, 2182]],
  ],
  kafka: [
    ["management", [9999, 9999], [8083, 8083]],
    ["metrics", [9308, 9308], [9404, 9404], [5555, 5556]],
  ],
};

/** A port and what it is for. */
export type Port = [purpose: Purpose, range: Range];

/** What the ports of a system are for where nothing is configured. */
export function usualPorts(system: System): Port[] {
  return usual[system].flatMap(([purpose, ...ranges]) => ranges.map((range): Port => [purpose, range]));
}

/** What each port is for that the broker is known to have. */
export function portsOf(workload: Field, broker: Broker, stack?: Stack): Port[] {
  const known = usualPorts(broker.system);
  if (broker.system !== "kafka") return known;
  const listeners = kafkaListeners(kafkaSettings(workload, broker, stack)).map(({ port, use, encrypted }): Port => {
    const purpose = use === "clients" ? (encrypted ? "encrypted" : "plaintext") : "members";
    return [purpose, [port, port]];
  });
  return [...listeners, ...known];
}

/** What a port is for; undefined when it is not among them. */
export function purposeAt(ports: Port[], number: number): Purpose | undefined {
  return ports.find(([, [first, last]]) => first <= number && number <= last)?.[0];
}

/** Ports that only members of the system have business with. */
export function memberPorts(workload: Field, broker: Broker, stack?: Stack): Range[] {
  return portsOf(workload, broker, stack).flatMap(([purpose, range]) => (purpose === "members" ? [range] : []));
}

/** The number of a port that a Service or a policy gives by number or by the name it has in the broker's pod. */
export function portNumber(port: Field, template: Field): number | undefined {
  const written = port.scalar();
  if (written === undefined || /^\d+$/.test(written)) return written === undefined ? undefined : Number(written);
  return template
    .get("spec", "containers")
    .items()
    .flatMap((container) => container.get("ports").items())
    .find((candidate) => candidate.get("name").text() === written)
    ?.get("containerPort")
    .integer();
}
