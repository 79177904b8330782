import type { types } from "@pulumi/kubernetes";
import type { Input } from "@pulumi/pulumi";
import { bindingSecret } from "../kubernetes/binding";
import { metadata } from "../kubernetes/manifests";
import { portsOf } from "./listeners";
import type { Context } from "./manifests";

type Secret = types.input.core.v1.Secret;

/** Where a client connects to. */
export interface Endpoint {
  host: Input<string>;
  username: Input<string>;
  password: Input<string>;
  uri: Input<string>;
  vhost: string;
  /** PEM of the authorities to trust. */
  ca?: Input<string> | undefined;
}

/** The cookie, for init containers to put where Erlang wants it. */
export function cookieSecret(context: Context, cookie: Input<string>): Secret {
  return { metadata: metadata(context, context.names.cookie), type: "Opaque", stringData: { cookie } };
}

/** Users and permissions, to be imported. */
export function usersSecret(context: Context, users: Input<string>): Secret {
  return { metadata: metadata(context, context.names.users), type: "Opaque", stringData: { "users.json": users } };
}

/** A user's connection. */
export function connectionSecret(context: Context, name: string, { vhost, ca, ...endpoint }: Endpoint): Secret {
  return bindingSecret(context, {
    name,
    type: "rabbitmq",
    ca,
    entries: { port: String(portsOf(context.settings).amqp), "virtual-host": vhost, ...endpoint },
  });
}
