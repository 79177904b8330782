import { parseBytes, parseMilliCores } from "../../checks/quantity";
import type { Placement } from "./placement";
import type { Resources } from "./rules";

/** What a component promises and what it costs, for people who review a plan; plain values, known before anything is created. */
export interface Guarantees {
  /** Members. */
  replicas: number;
  /** Nodes of Kubernetes that may be lost at the same time. */
  survivesNodes: number;
  /** Zones that may be lost at the same time. */
  survivesZones: number;
  /** CPU requested by all members, in thousandths of a core. */
  cpuMillis: number;
  /** Memory requested by all members, in bytes. */
  memoryBytes: number;
  /** Disk requested by all members, in bytes. */
  diskBytes: number;
  /** The promise in words. */
  summary: string;
}

/** A quorum, and how its members are kept apart. */
export interface Quorum {
  members: number;
  /** Members that have to be left for the service to go on. */
  needed: number;
  placement: Pick<Placement, "antiAffinity" | "zones">;
}

/** What may be lost under the worst placement that the scheduler may choose. */
export function survival({
  members,
  needed,
  placement,
}: Quorum): Pick<Guarantees, "replicas" | "survivesNodes" | "survivesZones" | "summary"> {
  const spare = members - needed;
  // Preferred rules promise nothing: the scheduler may put all members on one node.
  const survivesNodes = placement.antiAffinity === "required" ? spare : 0;
  const survivesZones = placement.zones === "required" ? zonesWithin(spare, members) : 0;
  return {
    replicas: members,
    survivesNodes,
    survivesZones,
    summary: inWords(members, spare, survivesNodes, survivesZones),
  };
}

/** What all members ask for together. */
export function demand(
  members: number,
  { requests }: Resources,
  volumes: string[],
): Pick<Guarantees, "cpuMillis" | "memoryBytes" | "diskBytes"> {
  const disk = volumes.reduce((sum, size) => sum + (parseBytes(size) ?? 0), 0);
  return {
    cpuMillis: members * (parseMilliCores(requests.cpu) ?? 0),
    memoryBytes: members * (parseBytes(requests.memory) ?? 0),
    diskBytes: members * disk,
  };
}

/** Zones whose members are spare, when members are spread evenly over at least three zones, the fullest first. */
function zonesWithin(spare: number, members: number): number {
  const zones = Math.min(members, 3);
  let lost = 0;
  let count = 0;
  while (count < zones) {
    lost += Math.ceil((members - count) / zones);
    if (lost > spare) return count;
    count++;
  }
  return count;
}

function inWords(members: number, spare: number, nodes: number, zones: number): string {
  if (members === 1) return "1 member: survives a restart, not the loss of its node";
  const parts = [count(spare, "member"), count(nodes, "node"), count(zones, "zone")].filter(Boolean);
  return parts.length === 0
    ? `${members} members: survives restarts one at a time, no loss`
    : `${members} members: survives the loss of ${parts.join(" or ")}`;
}

function count(number: number, noun: string): string {
  return number === 0 ? "" : `${number} ${noun}${number === 1 ? "" : "s"}`;
}
