import type { Output } from "@pulumi/pulumi";
import type { Credential } from "./accounts";
import { amqpName, portsOf } from "./listeners";
import type { RabbitMQ } from "./schema";

/** What an application connects by. */
export interface RabbitMQConnection {
  /** Name of the Service, which leads to a node that is ready. */
  host: string;
  /** Of AMQP, a number. */
  port: string;
  username: string;
  password: string;
  /** Virtual host. */
  "virtual-host": string;
  /** All of it in one, `amqps://…`. */
  uri: string;
}

/** The connection of a credential by the Service `host`. */
export function connectionOf(
  settings: RabbitMQ,
  host: string,
  { name: username, password }: Credential,
  vhost: string,
): RabbitMQConnection {
  const port = String(portsOf(settings).amqp);
  const uri = `${amqpName(settings)}://${username}:${password}@${host}:${port}/${encodeURIComponent(vhost)}`;
  return { host, port, username, password, "virtual-host": vhost, uri };
}

/** The entries of a connection's Secret: what is no secret, as it is, so that a reviewer sees it. */
export function endpoint(
  settings: RabbitMQ,
  host: Output<string>,
  vhost: string,
  connection: Output<RabbitMQConnection>,
) {
  return {
    host,
    port: String(portsOf(settings).amqp),
    "virtual-host": vhost,
    username: connection.apply(({ username }) => username),
    password: connection.apply(({ password }) => password),
    uri: connection.apply(({ uri }) => uri),
  };
}
