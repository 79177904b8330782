import { parseBytes } from "../../checks/quantity";
import type { ZooKeeper } from "./schema";

const mebibyte = 2 ** 20;

/** What a Java VM with ZooKeeper needs besides its heap: classes, code, threads, buffers. */
export const overhead = "128Mi";

/** Heap of the Java VM in MiB, as the start script takes it. */
export function heapMebibytes({ heap, resources }: Pick<ZooKeeper, "heap" | "resources">): number {
  const bytes = heap === undefined ? (parseBytes(resources.limits.memory) ?? 0) / 2 : (parseBytes(heap) ?? 0);
  return Math.floor(bytes / mebibyte);
}
