import type { types } from "@pulumi/kubernetes";
import type { Input } from "@pulumi/pulumi";
import { metadata } from "../kubernetes/manifests";
import type { Context } from "./manifests";
import { ports } from "./rabbitmq-conf";

type Secret = types.input.core.v1.Secret;

/** Where a client connects to. */
export interface Endpoint {
  host: Input<string>;
  username: Input<string>;
  password: Input<string>;
  uri: Input<string>;
  vhost: string;
}

/** The cookie, for init containers to put where Erlang wants it. */
export function cookieSecret(context: Context, cookie: Input<string>): Secret {
  return { metadata: metadata(context, context.names.cookie), type: "Opaque", stringData: { cookie } };
}

/** Users and permissions, to be imported. */
export function usersSecret(context: Context, users: Input<string>): Secret {
  return { metadata: metadata(context, context.names.users), type: "Opaque", stringData: { "users.json": users } };
}

/** A user's connection, in the keys that applications and libraries bind by. https://servicebinding.io/spec/core/1.1.0/ */
export function connectionSecret(context: Context, name: string, { vhost, ...endpoint }: Endpoint): Secret {
  return {
    metadata: metadata(context, name),
    type: "servicebinding.io/rabbitmq",
    stringData: {
      type: "rabbitmq",
      provider: "messaging",
      port: String(ports.amqp),
      "virtual-host": vhost,
      ...endpoint,
    },
  };
}
