import type { Settings } from "../settings";

/** A listener of a Kafka node. */
export interface Listener {
  port: number;
  /** Who connects: an inter-broker listener that clients use too counts for theirs. */
  use: "clients" | "brokers" | "controllers";
  encrypted: boolean;
}

/** The listeners that a node is told to have; none when nothing is said, or a script says it. */
export function kafkaListeners(settings: Settings): Listener[] {
  const protocols = new Map(pairs(settings.get("listener.security.protocol.map")?.value ?? "", /^(\w+):(\w+)$/));
  const controllers = (settings.get("controller.listener.names")?.value ?? "").split(",").map((name) => name.trim());
  const between = settings.first("inter.broker.listener.name", "security.inter.broker.protocol")?.value.trim();
  const given = pairs(settings.get("listeners")?.value ?? "", /^(\w+):\/\/.*:(\d+)$/);
  const others = given.filter(([name]) => !controllers.includes(name));
  return given.map(([name, port]) => {
    const shared = name === between && others.length === 1;
    const use = controllers.includes(name) ? "controllers" : name === between && !shared ? "brokers" : "clients";
    return { port: Number(port), use, encrypted: /^(SASL_)?SSL$/.test(protocols.get(name) ?? name) };
  });
}

function pairs(list: string, pattern: RegExp): [string, string][] {
  return list.split(",").flatMap((part): [string, string][] => {
    const match = pattern.exec(part.trim());
    return match ? [[match[1] ?? "", match[2] ?? ""]] : [];
  });
}
