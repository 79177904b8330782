import type { types } from "@pulumi/kubernetes";
import type { Input } from "@pulumi/pulumi";
import { bindingSecret } from "../kubernetes/binding";
import { metadata } from "../kubernetes/manifests";
import type { Context } from "./manifests";

type Secret = types.input.core.v1.Secret;

/** Where a client connects to, in the keys that applications bind by. */
export interface Endpoint {
  host: Input<string>;
  port: Input<string>;
  username: Input<string>;
  password: Input<string>;
  uri: Input<string>;
  "virtual-host": string;
}

/** The cookie, for init containers to put where Erlang wants it. */
export function cookieSecret(context: Context, cookie: Input<string>): Secret {
  return { metadata: metadata(context, context.names.cookie), type: "Opaque", stringData: { cookie } };
}

/** Users and permissions, to be imported. */
export function usersSecret(context: Context, name: string, users: Input<string>): Secret {
  return { metadata: metadata(context, name), type: "Opaque", stringData: { "users.json": users } };
}

/** A user's connection, in the broker's namespace or the application's. */
export function connectionSecret(
  context: Context,
  name: string,
  endpoint: Endpoint,
  { ca, namespace }: { ca?: Input<string> | undefined; namespace?: Input<string> | undefined },
): Secret {
  return bindingSecret(context, { name, type: "rabbitmq", ca, namespace, entries: { ...endpoint } });
}
