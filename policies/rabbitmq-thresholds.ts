import {
  checkRabbitmqThresholds,
  rabbitmqThresholdsRule,
  type RabbitmqThresholdsSettings,
} from "../checks/rabbitmq/thresholds";
import { serverKinds } from "../checks/workload";
import type { Rule } from "./rule";

export const rabbitmqThresholds: Rule<RabbitmqThresholdsSettings> = {
  ...rabbitmqThresholdsRule,
  title: "RabbitMQ stops publishers in time",
  description: "RabbitMQ blocks publishers before the container's memory or the volume is used up.",
  remediation:
    "Set total_memory_available_override_value to the memory limit, vm_memory_high_watermark.relative to 0.6, and disk_free_limit.absolute to 2GB or more, below the volume's size.",
  kinds: serverKinds,
  joins: ["ConfigMap", "Secret"],
  settings: {
    maxWatermarkPercent: {
      type: "integer",
      minimum: 1,
      default: 90,
      description: "Most of the memory limit at which RabbitMQ may still take messages, in percent.",
    },
  },
  check: checkRabbitmqThresholds,
};
