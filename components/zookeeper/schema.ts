import { z } from "zod";
import images from "../images.json";
import { clusterDomain, image, metrics, networkPolicy, placement, resources, storage } from "../kubernetes/settings";
import { bytes, dnsLabel, object, text } from "../schema";
import { tls } from "../tls/schema";
import { ClientAuth } from "./settings";

const versions = Object.keys(images.zookeeper.versions) as [string, ...string[]];

/** Schema of `ZooKeeperSettings`, the one home of its defaults. */
export const zooKeeperSettings = object({
  version: z.enum(versions).default(images.zookeeper.default),
  image: image("zookeeper:3.9@sha256:…"),
  replicas: z.int().min(1).max(7).default(3),
  storage: storage("5Gi"),
  dataLog: object({ size: bytes.default("5Gi"), storageClassName: dnsLabel.optional() }).optional(),
  resources: resources({ cpu: "250m", memory: "1Gi" }, { cpu: "1", memory: "1Gi" }),
  heap: bytes.optional(),
  serverJvmFlags: text(/^[ -~]*$/, "options of the Java VM on one line").optional(),
  ...placement,
  tickTime: z.int().min(100).max(60_000).default(2000),
  initLimit: z.int().min(1).max(1000).default(10),
  syncLimit: z.int().min(1).max(1000).default(5),
  maxClientCnxns: z.int().min(0).default(60),
  autopurge: object({
    // ZooKeeper takes less for 3, and 0 hours for never.
    snapRetainCount: z.int().min(3).default(3),
    purgeInterval: z.int().min(1).default(1),
  }).prefault({}),
  config: z.record(z.string(), z.string()).default({}),
  podDisruptionBudget: z.boolean().optional(),
  clusterDomain,
  tls: tls
    .unwrap()
    .extend({
      clientAuth: z.enum(ClientAuth).default(ClientAuth.need),
      clients: z.array(dnsLabel).default(["kafka"]),
      plainClients: z.boolean().default(false),
    })
    .prefault({}),
  networkPolicy: networkPolicy([{ podLabels: { "app.kubernetes.io/name": "kafka" } }]),
  metrics,
});

/** Settings with the defaults in. */
export type ZooKeeper = z.output<typeof zooKeeperSettings>;
