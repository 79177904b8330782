import { Field, Unreadable } from "../field";
import { finding, judge, type Check, type Finding, type RuleFacts } from "../finding";
import { isBefore } from "../image";
import { formatBytes, parseBytes } from "../quantity";
import { recognise, type Broker } from "../recognise";
import { numberOf, type Given, type Settings } from "../settings";
import { claimedBytes } from "../workload";
import { rabbitmqSettings } from "./settings";
import { brokerBytes } from "./size";

export const rabbitmqThresholdsRule: RuleFacts = { id: "rabbitmq-thresholds", severity: "high" };

/** Limits of the rule. */
export interface RabbitmqThresholdsSettings {
  /** Most of the memory limit at which RabbitMQ may still take messages, in percent. */
  maxWatermarkPercent: number;
}

const override = "total_memory_available_override_value";
const watermark = "vm_memory_high_watermark";
const disk = "disk_free_limit";

/** RabbitMQ stops publishers before the kernel stops RabbitMQ, and before its disk is full. */
export const checkRabbitmqThresholds: Check<RabbitmqThresholdsSettings> = (kind, object, { settings, stack }) =>
  judge(rabbitmqThresholdsRule, () => {
    const workload = new Field(object);
    const broker = recognise(kind, workload);
    if (broker?.system !== "rabbitmq") return [];
    const given = rabbitmqSettings(workload, broker, stack);
    const limit = parseBytes(broker.container.get("resources", "limits", "memory").scalar() ?? "");
    const volume = claimedBytes(workload, () => true);
    const each = (one: () => Finding[]) => judge(rabbitmqThresholdsRule, one);
    return [
      ...each(() => (limit === undefined ? [] : judgeMemory(given, broker, limit, settings.maxWatermarkPercent))),
      ...each(() => judgeDisk(given, broker.container.path, limit, volume)),
    ];
  });

function judgeMemory(settings: Settings, broker: Broker, limit: number, percent: number): Finding[] {
  const { path } = broker.container;
  const absolute = settings.get(`${watermark}.absolute`);
  if (absolute) return judgeWatermark(bytesOf(absolute), absolute.path, limit, percent);
  const relative = settings.get(`${watermark}.relative`);
  const total = settings.get(override);
  if (!total) {
    const where = relative ? `in ${relative.path}` : "that is not set";
    const message = `${watermark} ${where} is a share of the node's memory, not of the container's limit, of which RabbitMQ knows nothing.`;
    const remedy = `Set ${override} to the memory limit, or ${watermark}.absolute below it.`;
    return [finding(rabbitmqThresholdsRule, relative?.path ?? path, message, remedy)];
  }
  const share = relative ? numberOf(relative, `${watermark}.relative`) : isBefore(broker.version, 4, 0) ? 0.4 : 0.6;
  return judgeWatermark(bytesOf(total) * share, relative?.path ?? total.path, limit, percent);
}

function judgeWatermark(bytes: number, path: string, limit: number, percent: number): Finding[] {
  const share = Math.ceil((bytes / limit) * 100);
  if (share <= percent) return [];
  const message = `RabbitMQ blocks publishers at ${share} % of the memory limit (${path}); above ${percent} % the kernel may end it first.`;
  return [
    finding(rabbitmqThresholdsRule, path, message, "Lower the watermark to 40 to 70 percent of the memory limit."),
  ];
}

/** The broker's own limit, with which a burst fills the disk between two looks at it. */
const ownDiskLimit = 50_000_000;

function judgeDisk(
  settings: Settings,
  container: string,
  limit: number | undefined,
  volume: number | undefined,
): Finding[] {
  const given = settings.first(`${disk}.absolute`, `${disk}.relative`);
  if (!given) {
    const message = `${disk} is not set, so publishers are blocked only when 50 MB are left of the disk.`;
    return [finding(rabbitmqThresholdsRule, container, message, diskRemedy)];
  }
  const bytes = diskBytes(settings, given, limit);
  if (bytes === undefined) return [];
  if (bytes <= ownDiskLimit) {
    const message = `${disk} in ${given.path} blocks publishers only when ${formatBytes(bytes)} are left of the disk.`;
    return [finding(rabbitmqThresholdsRule, given.path, message, diskRemedy)];
  }
  if (volume === undefined || volume > bytes) return [];
  const message = `${disk} in ${given.path} is ${formatBytes(bytes)}, and the volume has ${formatBytes(volume)}: publishers are blocked from the start.`;
  return [finding(rabbitmqThresholdsRule, given.path, message, "Enlarge the volume, or lower the limit.")];
}

const diskRemedy = `Set ${disk}.absolute to 2GB or more, or ${disk}.relative to 1.0.`;

function diskBytes(settings: Settings, given: Given, limit: number | undefined): number | undefined {
  if (settings.get(`${disk}.absolute`)) return bytesOf(given);
  const total = settings.get(override);
  const memory = total ? bytesOf(total) : limit;
  return memory === undefined ? undefined : memory * numberOf(given, `${disk}.relative`);
}

/** @throws {Unreadable} when it is no size, or a script makes it. */
function bytesOf({ path, value }: Given): number {
  const bytes = brokerBytes(value);
  if (bytes === undefined) throw new Unreadable(path, "a literal size such as 2GB");
  return bytes;
}
