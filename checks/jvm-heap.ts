import { Field } from "./field";
import { finding, judge, type Check, type Finding, type RuleFacts } from "./finding";
import { heapOf, type Heap } from "./jvm";
import { formatBytes, parseBytes } from "./quantity";
import { recognise } from "./recognise";

export const jvmHeapRule: RuleFacts = { id: "jvm-heap", severity: "high" };

/** Limits of the rule. */
export interface JvmHeapSettings {
  /** Most of the memory limit that the heap may take, in percent. */
  maxHeapPercent: number;
  /** Whether -Xms has to be the same as -Xmx. */
  initialHeap: "any" | "equal";
}

/** The Java heap leaves room below the container's memory limit. */
export const checkJvmHeap: Check<JvmHeapSettings> = (kind, object, { settings, stack }) =>
  judge(jvmHeapRule, () => {
    const workload = new Field(object);
    const broker = recognise(kind, workload);
    if (!broker || broker.system === "rabbitmq") return [];
    const { container } = broker;
    const limit = parseBytes(container.get("resources", "limits", "memory").scalar() ?? "");
    const heap = heapOf(workload, broker, stack);
    const path = heap.path ?? container.path;
    return [
      ...(limit === undefined ? judgeBoundless(heap) : judgeMaximum(heap, limit, path, settings)),
      ...judgeInitial(heap, path, settings),
    ];
  });

/** Somebody has thought of the heap, and not of what else there is. */
function judgeBoundless({ path, max }: Heap): Finding[] {
  if (path === undefined || max === undefined) return [];
  const message = `The heap in ${path} has a size, and the container has no memory limit to compare it with.`;
  return [finding(jvmHeapRule, path, message, "Set the memory limit to twice the heap.")];
}

function judgeMaximum(heap: Heap, limit: number, path: string, { maxHeapPercent }: JvmHeapSettings): Finding[] {
  const percent = heap.max === undefined ? heap.percent : (heap.max / limit) * 100;
  if (percent === undefined || percent <= maxHeapPercent) return [];
  const size = heap.max === undefined ? "" : `${formatBytes(heap.max)}, `;
  const whose = heap.path === undefined ? "No heap is set, so the start script's own is" : `The heap in ${path} is`;
  const message = `${whose} ${size}${Math.ceil(percent)} % of the memory limit; at most ${maxHeapPercent} % leave room for the rest of the Java VM and the page cache.`;
  const most = formatBytes(Math.floor((limit * maxHeapPercent) / 100 / 2 ** 20) * 2 ** 20);
  return [finding(jvmHeapRule, path, message, `Set -Xmx to ${most} or less, or raise the memory limit.`)];
}

function judgeInitial({ initial, max }: Heap, path: string, { initialHeap }: JvmHeapSettings): Finding[] {
  if (max === undefined || initial === max) return [];
  if (initial !== undefined && initial > max) {
    const message = `-Xms in ${path} is above -Xmx, with which the Java VM does not start.`;
    return [finding(jvmHeapRule, path, message, "Set -Xms to -Xmx.")];
  }
  if (initialHeap === "any") return [];
  const message = `-Xms in ${path} is not the same as -Xmx, so the memory may not be there when the heap grows.`;
  return [finding(jvmHeapRule, path, message, "Set -Xms to -Xmx.")];
}
