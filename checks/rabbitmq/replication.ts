import { Field } from "../field";
import { finding, judge, type Check, type Finding } from "../finding";
import { isBefore } from "../image";
import { recognise, versionLabel } from "../recognise";
import type { Stack } from "../stack";
import { replicasOf } from "../workload";
import { parseConf } from "./conf";
import { judgeConf } from "./judge-conf";
import { judgeDefinitions } from "./judge-definitions";
import { rabbitmqReplicationRule, type Deployment, type RabbitmqReplicationSettings } from "./rule";

/**
 * RabbitMQ's queues are replicated. What a ConfigMap says is judged on the ConfigMap, with the version and size of the
 * broker that mounts it; what none of a broker's ConfigMaps says is judged on the broker.
 */
export const checkRabbitmqReplication: Check<RabbitmqReplicationSettings> = (kind, object, { settings, stack }) =>
  judge(rabbitmqReplicationRule, () =>
    kind === "ConfigMap"
      ? judgeConfigMap(new Field(object), settings, stack)
      : judgeBroker(kind, new Field(object), stack),
  );

function judgeConfigMap(configMap: Field, settings: RabbitmqReplicationSettings, stack?: Stack): Finding[] {
  const owner = stack?.brokerOf(configMap);
  if (owner && owner.system !== "rabbitmq") return [];
  const deployment = { settings, version: owner?.version ?? versionLabel(configMap), replicas: owner?.replicas };
  return configMap
    .get("data")
    .entries()
    .flatMap(([name, file]) =>
      judge(rabbitmqReplicationRule, () => judgeFile(name, file, deployment, owner !== undefined)),
    );
}

function judgeFile(name: string, file: Field, deployment: Deployment, mounted: boolean): Finding[] {
  if (mounted ? name.endsWith(".conf") : name === "rabbitmq.conf") return judgeConf(file, deployment);
  return (mounted ? /\.json$/ : /^(load_)?definitions?\.json$/).test(name) ? judgeDefinitions(file, deployment) : [];
}

function judgeBroker(kind: string, workload: Field, stack?: Stack): Finding[] {
  const broker = recognise(kind, workload);
  if (broker?.system !== "rabbitmq") return [];
  const configMaps = stack?.configMapsOf(workload, broker.template) ?? [];
  const keys = configMaps.flatMap(confKeys);
  const { path } = broker.template.get("spec", "volumes");
  const findings: Finding[] = [];
  if (!keys.includes("default_queue_type")) {
    const message =
      "No rabbitmq.conf in a ConfigMap that the broker mounts sets default_queue_type, so queues are classic: on one node only.";
    findings.push(finding(rabbitmqReplicationRule, path, message, "Set default_queue_type = quorum in rabbitmq.conf."));
  }
  const divided = isBefore(broker.version, 4, 3) && replicasOf(workload) > 1;
  if (divided && !keys.some((key) => key.startsWith("cluster_partition_handling"))) {
    const message =
      "No rabbitmq.conf that the broker mounts sets cluster_partition_handling: both sides of a network partition go on by themselves.";
    findings.push(
      finding(
        rabbitmqReplicationRule,
        path,
        message,
        "Set cluster_partition_handling = pause_minority in rabbitmq.conf.",
      ),
    );
  }
  return findings;
}

function confKeys(configMap: Field): string[] {
  return configMap
    .get("data")
    .entries()
    .filter(([name]) => name.endsWith(".conf"))
    .flatMap(([, file]) => [...parseConf(file.text() ?? "").keys()]);
}
