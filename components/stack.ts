import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { rules as kafkaRules } from "./kafka/rules";
import { kafkaForPeople } from "./kafka/people";
import { kafkaSettings, type Kafka } from "./kafka/schema";
import { podHosts } from "./kubernetes/names";
import { check, report, type Problem, type Rule } from "./parse";
import { rules as rabbitMQRules } from "./rabbitmq/rules";
import { rabbitMQSettings } from "./rabbitmq/schema";
import { dnsLabel, forPeople, object, scalars, text } from "./schema";
import { clientSecretName } from "./tls/names";
import { rules as zooKeeperRules } from "./zookeeper/rules";
import { headlessName } from "./zookeeper/names";
import { zooKeeperSettings, type ZooKeeper } from "./zookeeper/schema";
import { asksClients, securePort, servesPlain } from "./zookeeper/tls";
import { ports } from "./zookeeper/zoo-cfg";

/**
 * A namespace: `create: false` takes one that is there; `retain: false` lets `pulumi destroy` delete it with all its volumes;
 * `networkPolicy: {}` closes it for all pods to which no other policy opens it.
 */
const namespaceObject = object({
  name: dnsLabel,
  create: z.boolean().default(true),
  retain: z.boolean().default(true),
  networkPolicy: object({
    egressCidrs: z.array(text(/^[0-9a-f.:]+\/\d{1,3}$/, "a network such as 203.0.113.0/24")).default([]),
  }).optional(),
});
const namespace = z
  .union([dnsLabel.transform((name) => namespaceObject.parse({ name })), namespaceObject])
  .default(() => namespaceObject.parse({ name: "messaging" }));

/** Stack config: what is protected from deletion, and a line per system. What a stack file may say for people's sake is normalised here, so that components take one form. */
export const stackSchema = object({
  namespace,
  protect: z.boolean().default(true),
  rabbitmq: rabbitMQSettings.extend(forPeople(rabbitMQSettings.shape)).optional(),
  zookeeper: zooKeeperSettings.extend({ config: scalars.default({}) }).optional(),
  kafka: kafkaSettings.extend(kafkaForPeople).optional(),
});

export type Stack = z.output<typeof stackSchema>;

/** What several settings say together, by system. */
function rules(stack: Stack): Problem[] {
  const { rabbitmq, zookeeper } = stack;
  const { name } = stack.namespace;
  return [
    ...within("rabbitmq", rabbitmq, rabbitMQRules("rabbitmq", name)),
    ...within("zookeeper", zookeeper, zooKeeperRules("zookeeper", name)),
    ...within("kafka", onEnsemble(stack), kafkaRules("kafka", name)),
    ...loginRules(stack),
  ];
}

/** The ensemble of a Kafka that has its metadata in the stack's own. */
function ensembleOf({ zookeeper, kafka }: Stack): ZooKeeper | undefined {
  return kafka?.mode === "zookeeper" && kafka.zookeeperConnect === undefined ? zookeeper : undefined;
}

/** Kafka's brokers have a certificate where the ensemble asks for one, and else speak to it without TLS. */
function loginRules(stack: Stack): Problem[] {
  const zookeeper = ensembleOf(stack);
  if (!zookeeper) return [];
  const own = stack.kafka?.zookeeperTls;
  const path = ["kafka", "zookeeperTls"];
  if (asksClients(zookeeper)) {
    if (own || madeForKafka(zookeeper)) return [];
    const remedy = `add it, with a certificate that the ensemble's authority signed${zookeeper.tls.secretName ? "" : "; or name kafka among zookeeper.tls.clients"}`;
    return [{ path, value: undefined, allowed: "a Secret with the certificate by which brokers log in", remedy }];
  }
  if (own) {
    return [{ path, value: own, allowed: "nothing: the ensemble asks for no certificate", remedy: "remove it" }];
  }
  if (servesPlain(zookeeper)) return [];
  return [
    {
      path: ["zookeeper", "tls", "plainClients"],
      value: false,
      allowed: "true: the ensemble asks for no certificate, and the stack's Kafka then connects without TLS",
      remedy: "remove clientAuth, or set plainClients: true",
    },
  ];
}

/** Whether the ensemble makes a certificate for the stack's Kafka. */
function madeForKafka({ tls }: ZooKeeper): boolean {
  return tls.secretName === undefined && tls.clients.includes("kafka");
}

/** Kafka on the stack's own ensemble, in a part of it that is Kafka's, unless it says another. */
function onEnsemble(stack: Stack): Kafka | undefined {
  const { namespace, kafka } = stack;
  const zookeeper = ensembleOf(stack);
  if (!zookeeper || !kafka) return kafka;
  const suffix = `${namespace.name}.svc.${zookeeper.clusterDomain}`;
  const hosts = podHosts("zookeeper", headlessName("zookeeper"), zookeeper.replicas, suffix);
  const secure = asksClients(zookeeper);
  const { zookeeperTls = secure ? { secretName: clientSecretName("zookeeper", "kafka") } : undefined } = kafka;
  const port = secure ? securePort : ports.client;
  return { ...kafka, zookeeperConnect: `${hosts.map((host) => `${host}:${port}`).join(",")}/kafka`, zookeeperTls };
}

function within<T>(system: string, settings: T | undefined, systemRules: Rule<T>[]): Problem[] {
  if (settings === undefined) return [];
  return systemRules
    .flatMap((rule) => rule(settings))
    .map((problem) => ({ ...problem, path: [system, ...problem.path] }));
}

/**
 * Reads and checks the stack's config; the only place that does.
 * @throws {pulumi.RunError} with every problem of the config, before anything is registered.
 */
export function readStack(): Stack {
  const project = pulumi.getProject();
  const config = Object.entries(pulumi.runtime.allConfig()).filter(([key]) => key.startsWith(`${project}:`));
  const value = Object.fromEntries(config.map(([key, text]) => [key.slice(project.length + 1), structured(text)]));
  const { output, problems } = check(stackSchema, quoted(value), [rules]);
  if (output === undefined || problems.length > 0) {
    const named = problems.map((problem) => ({
      ...problem,
      path: [`${project}:${String(problem.path[0])}`, ...problem.path.slice(1)],
    }));
    throw new pulumi.RunError(report(`stack ${pulumi.getStack()}`, named));
  }
  const kafka = onEnsemble(output);
  return { ...output, ...(kafka && { kafka }) };
}

/** The config with a text for each number that stands where a text is meant: YAML makes a number of `cpu: 2` and `rotation: 2027`. */
function quoted(config: Record<string, unknown>): Record<string, unknown> {
  const copy = structuredClone(config);
  for (const issue of stackSchema.safeParse(config).error?.issues ?? []) {
    const key = issue.path.at(-1);
    if (issue.code !== "invalid_type" || issue.expected !== "string" || key === undefined) continue;
    const holder = issue.path.slice(0, -1).reduce<Keyed>((inner, part) => inner[part] as Keyed, copy);
    if (typeof holder[key] === "number") holder[key] = String(holder[key]);
  }
  return copy;
}

type Keyed = Record<PropertyKey, unknown>;

/** Pulumi hands structured values over as JSON, and plain ones as they are written: yes and no are words then. */
function structured(text: string): unknown {
  if (!/^\s*[[{]|^(true|false)$/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
