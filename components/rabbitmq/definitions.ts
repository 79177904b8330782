import { createHash } from "node:crypto";
import type { RabbitMQ } from "./schema";
import { QueueType } from "./topology-settings";

type Definitions = Record<string, Record<string, unknown>[]>;

/** A user's secret half: what no configuration holds. */
export interface Credential {
  name: string;
  password: string;
  /** Four bytes in hexadecimal, generated once, so that the hash stays the same from run to run. */
  saltHex: string;
}

/**
 * Everything but users, literal, so that policies can judge it. https://www.rabbitmq.com/docs/definitions
 * Once definitions are configured the broker makes no default virtual host by itself, so `/` is here.
 */
export function topology(settings: RabbitMQ): Definitions {
  return withoutEmpty({
    vhosts: [
      { name: "/", defaultQueueType: QueueType.quorum },
      ...settings.vhosts.filter(({ name }) => name !== "/"),
    ].map(({ name, defaultQueueType }) => ({
      name,
      description: "",
      tags: [],
      // Only here is it read; empty texts and lists are what the broker itself exports.
      metadata: { description: "", tags: [], default_queue_type: defaultQueueType },
    })),
    parameters: parameters(settings),
    policies: settings.policies.map((policy) => ({
      vhost: policy.vhost,
      name: policy.name,
      pattern: policy.pattern,
      "apply-to": policy.applyTo ?? "all",
      definition: policy.definition,
      priority: policy.priority,
    })),
    exchanges: settings.exchanges.map((exchange) => ({
      vhost: exchange.vhost,
      name: exchange.name,
      type: exchange.type,
      // Always said: 3.13 and 4.0 take what is absent for undefined.
      durable: exchange.durable,
      auto_delete: exchange.autoDelete,
      internal: false,
      arguments: exchange.arguments,
    })),
    queues: settings.queues.map((queue) => ({
      vhost: queue.vhost,
      name: queue.name,
      durable: true,
      auto_delete: false,
      arguments: { "x-queue-type": queue.type, ...queue.arguments },
    })),
    bindings: settings.bindings.map((binding) => ({
      vhost: binding.vhost,
      source: binding.source,
      destination: binding.destination,
      destination_type: binding.destinationType,
      routing_key: binding.routingKey,
      arguments: binding.arguments,
    })),
  });
}

/** Limits and operator policies are runtime parameters, which is how the broker itself exports them. */
function parameters(settings: RabbitMQ): Record<string, unknown>[] {
  return [
    ...settings.vhosts.flatMap(({ name, limits }) =>
      limits ? [{ component: "vhost-limits", vhost: name, name: "limits", value: limits }] : [],
    ),
    ...settings.operatorPolicies.map((policy) => ({
      component: "operator_policy",
      vhost: policy.vhost,
      name: policy.name,
      value: {
        pattern: policy.pattern,
        definition: policy.definition,
        priority: policy.priority,
        "apply-to": policy.applyTo ?? "queues",
      },
    })),
  ];
}

/** Users with their permissions: the file that goes into a Secret. The administrator may do everything everywhere. */
export function users(settings: RabbitMQ, admin: Credential, credentials: Credential[]): Definitions {
  const everywhere = ["/", ...settings.vhosts.map(({ name }) => name).filter((name) => name !== "/")];
  return {
    users: [
      user(admin, ["administrator"]),
      ...settings.users.map(({ name, tags }) => user(credentialOf(name, credentials), tags)),
    ],
    permissions: [
      ...everywhere.map((vhost) => ({ user: admin.name, vhost, configure: ".*", write: ".*", read: ".*" })),
      ...settings.users.flatMap(({ name, permissions }) =>
        permissions.map((permission) => ({ user: name, ...permission })),
      ),
    ],
  };
}

/** https://www.rabbitmq.com/docs/passwords#computing-password-hash */
export function passwordHash(password: string, saltHex: string): string {
  const salt = Buffer.from(saltHex, "hex");
  const digest = createHash("sha256").update(salt).update(password, "utf8").digest();
  return Buffer.concat([salt, digest]).toString("base64");
}

function credentialOf(name: string, credentials: Credential[]): Credential {
  const found = credentials.find((credential) => credential.name === name);
  if (!found) throw new Error(`no credential for the user ${name}`);
  return found;
}

function user({ name, password, saltHex }: Credential, tags: string[]): Record<string, unknown> {
  return {
    name,
    password_hash: passwordHash(password, saltHex),
    hashing_algorithm: "rabbit_password_hashing_sha256",
    tags,
    limits: {},
  };
}

function withoutEmpty(definitions: Definitions): Definitions {
  return Object.fromEntries(Object.entries(definitions).filter(([, entries]) => entries.length > 0));
}
