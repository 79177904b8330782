import { checkJvmHeap, jvmHeapRule, type JvmHeapSettings } from "../checks/jvm-heap";
import { serverKinds } from "../checks/workload";
import type { Rule } from "./rule";

export const jvmHeap: Rule<JvmHeapSettings> = {
  ...jvmHeapRule,
  title: "The Java heap fits the container",
  description: "The Java heap of Kafka and ZooKeeper leaves room below the container's memory limit.",
  remediation: "Set -Xmx (KAFKA_HEAP_OPTS, SERVER_JVMFLAGS) to half of the memory limit, and -Xms to the same.",
  kinds: serverKinds,
  joins: ["ConfigMap", "Secret"],
  settings: {
    maxHeapPercent: {
      type: "integer",
      minimum: 1,
      default: 75,
      description: "Most of the memory limit that the heap may take, in percent.",
    },
    initialHeap: {
      type: "string",
      enum: ["any", "equal"],
      default: "any",
      description: "Whether -Xms has to be the same as -Xmx.",
    },
  },
  check: checkJvmHeap,
};
