import { z } from "zod";
import images from "../images.json";
import { staged } from "../kubernetes/rotation";
import {
  applications,
  clusterDomain,
  image,
  metrics,
  networkPolicy,
  placement,
  resources,
} from "../kubernetes/settings";
import { bytes, dnsLabel, object, text } from "../schema";
import { tls } from "../tls/schema";
import { external } from "./external-settings";
import { Mode, RackSource } from "./settings";
import { user } from "./user-schema";

/** Minor versions there is an image for, newest last. */
const versions = Object.keys(images.kafka.versions);

interface Sizes {
  storage: string;
  cpu: string;
  memory: string;
}

const nodes = ({ storage, cpu, memory }: Sizes) =>
  object({
    replicas: z.int().min(1).max(99).default(3),
    storage: object({
      size: bytes.default(storage),
      storageClassName: dnsLabel.optional(),
      logDirs: z.int().min(1).max(10).default(1),
    }).prefault({}),
    resources: resources({ cpu, memory }, { cpu: "2", memory }),
    heap: bytes.optional(),
  });

const topic = object({
  name: text(/^(?!\.{1,2}$)[A-Za-z0-9._-]{1,249}$/, "1 to 249 letters, digits, '.', '_' or '-'"),
  partitions: z.int().min(1).max(10000).optional(),
  replicationFactor: z.int().min(1).max(99).optional(),
  config: z.record(z.string(), z.string()).default({}),
  delete: z.boolean().default(false),
  expectedBytesPerSecond: z.int().min(1).optional(),
});

const jmxExporter = object({
  jar: text(/^\/[\w./-]+\.jar$/, "an absolute path of a jar").default("/opt/jmx-exporter/jmx_prometheus_javaagent.jar"),
  image: image("example.org/jmx-exporter:1"),
});

/** Schema of `KafkaSettings`, the one home of its defaults. */
export const kafkaSettings = object({
  mode: z.enum(Mode).default("kraft"),
  version: z.enum(versions).default(images.kafka.default),
  image: image("apache/kafka:4.3.1@sha256:…"),
  zookeeperConnect: text(
    /^[\w.-]+:\d+(,[\w.-]+:\d+)*(\/[\w./-]+)?$/,
    "addresses of a ZooKeeper ensemble such as zookeeper-0.zookeeper-headless:2181,…/kafka",
  ).optional(),
  zookeeperTls: object({ secretName: dnsLabel }).optional(),
  brokers: nodes({ storage: "20Gi", cpu: "500m", memory: "2Gi" }).prefault({}),
  controllers: nodes({ storage: "5Gi", cpu: "200m", memory: "1Gi" }).optional(),
  metadataVersion: text(/^\d+\.\d+$/, "a minor version such as 4.3").optional(),
  ...placement,
  config: z.record(z.string(), z.string()).default({}),
  jvmOptions: text(/^[ -~]*$/, "options of the Java VM on one line").optional(),
  topics: z.array(topic).default([]),
  rack: z.enum(RackSource).optional(),
  rackImage: image("curlimages/curl:8.16.0@sha256:…").optional(),
  tls,
  users: z.array(user).default([]),
  admin: staged.prefault({}),
  external,
  podDisruptionBudget: z.boolean().optional(),
  terminationGracePeriodSeconds: z.int().min(120).max(3600).default(120),
  clusterDomain,
  networkPolicy: networkPolicy(applications),
  metrics: object({ ...metrics.unwrap().shape, jmxExporter: jmxExporter.optional() }).prefault({}),
});

/** Settings with the defaults in. */
export type Kafka = z.output<typeof kafkaSettings>;

/** Settings of a role's members with the defaults in. */
export type KafkaNodes = Kafka["brokers"];

/** A topic with the defaults in. */
export type KafkaTopic = Kafka["topics"][number];
