import type { Settings } from "../settings";

/** What a Kafka node is: the parts of `process.roles`, none in the ZooKeeper mode, where it is a broker. */
export function rolesOf(settings: Settings): string[] {
  return (settings.get("process.roles")?.value ?? "")
    .split(",")
    .map((role) => role.trim())
    .filter((role) => role !== "");
}

/** Whether the node keeps topics. */
export const isBroker = (roles: string[]): boolean => roles.length === 0 || roles.includes("broker");
