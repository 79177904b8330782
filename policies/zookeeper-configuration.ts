import { serverKinds } from "../checks/workload";
import {
  checkZookeeperConfiguration,
  zookeeperConfigurationRule,
  type ZookeeperConfigurationSettings,
} from "../checks/zookeeper/configuration";
import type { Rule } from "./rule";

export const zookeeperConfiguration: Rule<ZookeeperConfigurationSettings> = {
  ...zookeeperConfigurationRule,
  title: "ZooKeeper cleans up and offers no more than it has to",
  description:
    "ZooKeeper deletes old snapshots, lists its four-letter commands, bounds connections, and separates its log.",
  remediation:
    "Set autopurge.purgeInterval, 4lw.commands.whitelist=srvr,mntr,ruok, a maxClientCnxns above 0, and dataLogDir.",
  kinds: serverKinds,
  level: "advisory",
  joins: ["ConfigMap", "Secret"],
  settings: {
    dataLogDir: {
      type: "string",
      enum: ["required", "optional"],
      default: "required",
      description: "Whether `dataLogDir` has to be set.",
    },
  },
  check: checkZookeeperConfiguration,
};
