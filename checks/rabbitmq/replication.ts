import { Field } from "../field";
import { finding, judge, type Check, type Finding } from "../finding";
import { isBefore } from "../image";
import { recognise, versionLabel } from "../recognise";
import type { Settings } from "../settings";
import type { Stack } from "../stack";
import { replicasOf } from "../workload";
import { judgeConf } from "./judge-conf";
import { judgeDefinitions } from "./judge-definitions";
import { rabbitmqReplicationRule, type Deployment, type RabbitmqReplicationSettings } from "./rule";
import { fileSource, fileSources, isConf, isTerms, otherSources, rabbitmqSettings } from "./settings";

/**
 * RabbitMQ's queues are replicated. What a ConfigMap says is judged on the ConfigMap, with the version and size of the
 * broker that mounts it; what other places say, or none, is judged on the broker.
 */
export const checkRabbitmqReplication: Check<RabbitmqReplicationSettings> = (kind, object, { settings, stack }) =>
  judge(rabbitmqReplicationRule, () =>
    kind === "ConfigMap"
      ? judgeConfigMap(new Field(object), settings, stack)
      : judgeBroker(kind, new Field(object), settings, stack),
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
  const settings = mounted ? isConf(name) || isTerms(name) : /^(rabbitmq\.conf|advanced\.config)$/.test(name);
  if (settings) return judgeConf(fileSource(name, file), deployment);
  return (mounted ? /\.json$/ : /^(load_)?definitions?\.json$/).test(name) ? judgeDefinitions(file, deployment) : [];
}

function judgeBroker(kind: string, workload: Field, settings: RabbitmqReplicationSettings, stack?: Stack): Finding[] {
  const broker = recognise(kind, workload);
  if (broker?.system !== "rabbitmq") return [];
  const given = rabbitmqSettings(workload, broker, stack);
  const keys = given.keys();
  const { path } = broker.template.get("spec", "volumes");
  const replicas = replicasOf(workload);
  const deployment = { settings, version: broker.version, replicas };
  const findings = [
    ...[...fileSources(workload, broker, stack, "Secret/"), ...otherSources(workload, broker, stack)].flatMap(
      (source) => judgeConf(source, deployment),
    ),
    ...["default_queue_type", "cluster_partition_handling"].flatMap((key) => judgeContradiction(key, given)),
  ];
  if (!keys.includes("default_queue_type")) {
    const message =
      "Nothing that is known of the broker sets default_queue_type, so queues are classic: on one node only.";
    findings.push(finding(rabbitmqReplicationRule, path, message, "Set default_queue_type = quorum in rabbitmq.conf."));
  }
  const divided = isBefore(broker.version, 4, 3) && replicas > 1;
  if (divided && !keys.some((key) => key.startsWith("cluster_partition_handling"))) {
    const message =
      "Nothing that is known of the broker sets cluster_partition_handling: both sides of a network partition go on by themselves.";
    const remedy = "Set cluster_partition_handling = pause_minority in rabbitmq.conf.";
    findings.push(finding(rabbitmqReplicationRule, path, message, remedy));
  }
  return findings;
}

function judgeContradiction(key: string, settings: Settings): Finding[] {
  const two = settings.contradictions(key);
  if (!two) return [];
  const message = `${key} has another value in ${two.other.path} than in ${two.given.path}, which counts.`;
  return [finding(rabbitmqReplicationRule, two.other.path, message, "Say it once.")];
}
