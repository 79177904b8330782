import type { Inputs } from "@pulumi/pulumi";
import type { StagedRotationSettings } from "../kubernetes/rotation";

/**
 * What a broker holds besides its messages: virtual hosts, users, policies, exchanges, queues and bindings.
 * Rendered to definitions, https://www.rabbitmq.com/docs/definitions
 */

/** A virtual host. https://www.rabbitmq.com/docs/vhosts */
export interface VhostSettings {
  /** Its name; in a stack file the name alone will do. */
  name: string;
  /** Queue type of queues that a client declares without one. @default quorum */
  defaultQueueType?: QueueType;
  /** `max-connections` and `max-queues`. @default none */
  limits?: Record<string, number>;
}

/** Rights in one virtual host, each a regular expression. https://www.rabbitmq.com/docs/access-control */
export interface PermissionSettings {
  /** A declared virtual host, or `/`. */
  vhost: string;
  /** Resources the user may declare and delete; "" is none. @default "" */
  configure?: string;
  /** Resources the user may publish to; "" is none. @default "" */
  write?: string;
  /** Resources the user may consume from; "" is none. @default "" */
  read?: string;
}

/** Rights on one exchange by routing key, each a regular expression. https://www.rabbitmq.com/docs/access-control#topic-authorisation */
export interface TopicPermissionSettings {
  /** A declared virtual host, or `/`. */
  vhost: string;
  /** An exchange of type topic, or `amq.topic`, that of MQTT. */
  exchange: string;
  /** Routing keys the user may publish with; "" is none. @default "" */
  write?: string;
  /** Routing keys the user may bind by; "" is none. @default "" */
  read?: string;
}

/** A user with a generated password, kept in a Secret of its own that applications mount. */
export interface UserSettings {
  /** Letters, digits, `-`, `_` and `.`, at most 40. */
  name: string;
  /** `administrator`, `monitoring`, `policymaker`, `management`, `impersonator`. @default none */
  tags?: string[];
  /** Rights, one entry a virtual host. @default none */
  permissions?: PermissionSettings[];
  /** Rights by routing key, for exchanges of type topic and MQTT. @default none: the permissions alone count */
  topicPermissions?: TopicPermissionSettings[];
  /** Any new value generates a new password; the old one ends at once. @default "" */
  rotation?: string;
  /** Two users, `<name>-a` and `<name>-b`, take turns, so that a password is replaced without a gap. @default the name alone */
  staged?: StagedRotationSettings;
  /** Secret of the namespace with the key `password`, in place of a generated one. @default none */
  existingSecret?: string;
}

/** What a policy applies to. https://www.rabbitmq.com/docs/policies */
export const ApplyTo = {
  all: "all",
  queues: "queues",
  classicQueues: "classic_queues",
  quorumQueues: "quorum_queues",
  streams: "streams",
  exchanges: "exchanges",
} as const;
export type ApplyTo = (typeof ApplyTo)[keyof typeof ApplyTo];

/** A policy or operator policy. https://www.rabbitmq.com/docs/policies */
export interface PolicySettings {
  /** Unique in its virtual host. */
  name: string;
  /** A declared virtual host, or `/`. */
  vhost: string;
  /** Regular expression on names. */
  pattern: string;
  /** Keys of the policy in the broker's own words: `{delivery-limit: 20}`. */
  definition: Inputs;
  /** The highest priority that matches wins. @default 0 */
  priority?: number;
  /** @default all (queues for an operator policy) */
  applyTo?: ApplyTo;
}

/** An exchange. https://www.rabbitmq.com/docs/exchanges */
export interface ExchangeSettings {
  /** Unique in its virtual host. */
  name: string;
  /** A declared virtual host, or `/`. */
  vhost: string;
  /** `direct`, `fanout`, `topic`, `headers` or a plugin's type. @default direct */
  type?: string;
  /** @default true */
  durable?: boolean;
  /** @default false */
  autoDelete?: boolean;
  /** @default none */
  arguments?: Inputs;
}

/** Queue types. https://www.rabbitmq.com/docs/queues */
export const QueueType = { quorum: "quorum", classic: "classic", stream: "stream" } as const;
export type QueueType = (typeof QueueType)[keyof typeof QueueType];

/** A durable queue or stream. */
export interface QueueSettings {
  /** Unique in its virtual host. */
  name: string;
  /** A declared virtual host, or `/`. */
  vhost: string;
  /** @default quorum */
  type?: QueueType;
  /** Optional arguments, `{x-max-length: 100000}`. @default none */
  arguments?: Inputs;
}

/** A binding from an exchange to a queue or another exchange. */
export interface BindingSettings {
  /** A declared virtual host, or `/`. */
  vhost: string;
  /** A declared exchange, or one of the broker's own, `amq.topic`. */
  source: string;
  /** A declared queue or exchange. */
  destination: string;
  /** `queue` or `exchange`. @default queue */
  destinationType?: DestinationType;
  /** @default "" */
  routingKey?: string;
  /** @default none */
  arguments?: Inputs;
}

/** What a binding leads to. */
export const DestinationType = { queue: "queue", exchange: "exchange" } as const;
export type DestinationType = (typeof DestinationType)[keyof typeof DestinationType];

/** All of it; nothing that is not declared here is touched. */
export interface TopologySettings {
  /** Virtual hosts besides `/`, which always is there. @default none */
  vhosts?: VhostSettings[];
  /** Users, each with a generated password in a Secret of its own. @default none */
  users?: UserSettings[];
  /** Policies. @default none */
  policies?: PolicySettings[];
  /** Policies that people cannot override. @default none */
  operatorPolicies?: PolicySettings[];
  /** Exchanges. @default none */
  exchanges?: ExchangeSettings[];
  /** Queues and streams. @default none */
  queues?: QueueSettings[];
  /** Bindings. @default none */
  bindings?: BindingSettings[];
}
