import type { Inputs } from "@pulumi/pulumi";
import { z } from "zod";
import images from "../images.json";
import {
  applications,
  clusterDomain,
  image,
  metrics,
  networkPolicy,
  placement,
  resources,
  storage,
} from "../kubernetes/settings";
import { staged } from "../kubernetes/rotation";
import { dnsLabel, object, text } from "../schema";
import { tls } from "../tls/schema";
import { ApplyTo, DestinationType, QueueType } from "./topology-settings";

const versions = Object.keys(images.rabbitmq.versions) as [string, ...string[]];

const name = text(/^.{1,255}$/s, "a name of 1 to 255 characters");
const vhost = name;
// Typed as the interface has it, which keeps to types that Pulumi's component analyzer accepts.
const values: z.ZodType<Inputs, Inputs> = z.record(z.string(), z.json());
const tags = ["administrator", "monitoring", "policymaker", "management", "impersonator"];
const tag = text(new RegExp(`^(${tags.join("|")})$`), `one of ${tags.join(", ")}`);

const permission = object({
  vhost,
  configure: z.string().default(""),
  write: z.string().default(""),
  read: z.string().default(""),
});

const topicPermission = object({ vhost, exchange: name, write: z.string().default(""), read: z.string().default("") });

const user = object({
  name: text(
    /^[A-Za-z0-9]([-_.A-Za-z0-9]{0,38}[A-Za-z0-9])?$/,
    "1 to 40 letters, digits, '-', '_' or '.', letter or digit at both ends",
  ),
  tags: z.array(tag).default([]),
  permissions: z.array(permission).default([]),
  topicPermissions: z.array(topicPermission).default([]),
  rotation: z.string().default(""),
  staged: staged.optional(),
  existingSecret: dnsLabel.optional(),
});

const policy = object({
  name,
  vhost,
  pattern: z.string(),
  definition: values,
  priority: z.int().default(0),
  applyTo: z.enum(ApplyTo).optional(),
});

const exchange = object({
  name,
  vhost,
  type: z.string().default("direct"),
  durable: z.boolean().default(true),
  autoDelete: z.boolean().default(false),
  arguments: values.default({}),
});

const queue = object({ name, vhost, type: z.enum(QueueType).default("quorum"), arguments: values.default({}) });

const binding = object({
  vhost,
  source: name,
  destination: name,
  destinationType: z.enum(DestinationType).default("queue"),
  routingKey: z.string().default(""),
  arguments: values.default({}),
});

const vhostEntry = object({
  name: vhost,
  defaultQueueType: z.enum(QueueType).default("quorum"),
  limits: z.record(text(/^max-(connections|queues)$/, "max-connections or max-queues"), z.int().min(-1)).optional(),
});

/** Schema of `RabbitMQSettings`, the one home of its defaults. */
export const rabbitMQSettings = object({
  version: z.enum(versions).default(images.rabbitmq.default),
  image: image("rabbitmq:4.3-management@sha256:…"),
  replicas: z.int().min(1).max(9).default(3),
  storage: storage("10Gi"),
  resources: resources({ cpu: "500m", memory: "2Gi" }, { cpu: "2", memory: "2Gi" }),
  ...placement,
  config: z.record(z.string(), z.string()).default({}),
  advancedConfig: z.string().optional(),
  plugins: z.array(text(/^[a-z][a-z0-9_]*$/, "a plugin's name such as rabbitmq_stream")).default([]),
  erlangArguments: text(/^[ -~]*$/, "arguments of the Erlang VM on one line").optional(),
  podDisruptionBudget: z.boolean().optional(),
  terminationGracePeriodSeconds: z.int().min(30).max(3600).default(300),
  clusterDomain,
  tls,
  networkPolicy: networkPolicy(applications),
  metrics,
  rotation: object({ admin: z.string().default(""), erlangCookie: z.string().default("") }).prefault({}),
  existingSecrets: object({ admin: dnsLabel.optional(), erlangCookie: dnsLabel.optional() }).prefault({}),
  vhosts: z.array(vhostEntry).default([]),
  users: z.array(user).default([]),
  policies: z.array(policy).default([]),
  operatorPolicies: z.array(policy).default([]),
  exchanges: z.array(exchange).default([]),
  queues: z.array(queue).default([]),
  bindings: z.array(binding).default([]),
});

/** Settings with the defaults in. */
export type RabbitMQ = z.output<typeof rabbitMQSettings>;
