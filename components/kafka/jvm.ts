import { parseBytes } from "../../checks/quantity";
import { javaDnsOptions } from "../kubernetes/dns";
import type { Kafka, KafkaNodes } from "./schema";

const mebi = 2 ** 20;

/** Beside the heap: threads, metaspace, code, direct buffers. */
export const overheadBytes = 192 * mebi;

/** The Java heap of a role's members, in MiB: half of the memory limit, which leaves the page cache the rest. */
export function heapMebibytes({ heap, resources }: KafkaNodes): number {
  const limit = parseBytes(resources.limits.memory) ?? 0;
  const bytes = heap === undefined ? Math.min(limit / 2, 5 * 1024 * mebi) : (parseBytes(heap) ?? 0);
  return Math.floor(bytes / mebi);
}

/** Variables that Kafka's scripts read for a server. */
export function jvmVariables(settings: Kafka, nodes: KafkaNodes): Record<string, string> {
  const heap = heapMebibytes(nodes);
  return {
    KAFKA_HEAP_OPTS: `-Xms${heap}m -Xmx${heap}m`,
    KAFKA_JVM_PERFORMANCE_OPTS: collector(heap),
    KAFKA_GC_LOG_OPTS: "-Xlog:gc*:file=/tmp/gc.log:time,level,tags:filecount=5,filesize=10M",
    KAFKA_OPTS: [...javaDnsOptions, ...(settings.jvmOptions ? [settings.jvmOptions] : [])].join(" "),
  };
}

function collector(heap: number): string {
  return [
    "-server -XX:+UseG1GC -XX:MaxGCPauseMillis=20 -XX:InitiatingHeapOccupancyPercent=35 -XX:+ExplicitGCInvokesConcurrent",
    // Regions of 16 MiB are for large heaps; a small one would have too few.
    ...(heap >= 2048 ? ["-XX:G1HeapRegionSize=16M"] : []),
    "-XX:MetaspaceSize=96m -XX:MinMetaspaceFreeRatio=50 -XX:MaxMetaspaceFreeRatio=80",
    "-XX:+ExitOnOutOfMemoryError -Djava.awt.headless=true",
  ].join(" ");
}
