import type { types } from "@pulumi/kubernetes";
import type { Input, Output } from "@pulumi/pulumi";
import { metadata } from "../kubernetes/manifests";
import type { Context } from "./context";
import { externalBootstrap } from "./external";
import { listener, type Listener } from "./listeners";

/** Properties of a client whose records are acknowledged by all replicas in sync, and written once. */
export function clientProperties({ protocol }: Listener, bootstrapServers: string): string {
  const properties = {
    "bootstrap.servers": bootstrapServers,
    "security.protocol": protocol,
    acks: "all",
    "enable.idempotence": "true",
    // A broker that lost its power answers nothing; its successor is there before this ends.
    "request.timeout.ms": "5000",
    "delivery.timeout.ms": "120000",
    "max.in.flight.requests.per.connection": "5",
  };
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${value}\n`)
    .join("");
}

/** The connection, in the keys that applications and libraries bind by. https://servicebinding.io/spec/core/1.1.0/ */
export function connectionSecret(context: Context, bootstrapServers: Output<string>): types.input.core.v1.Secret {
  const client = listener(context.settings, "client");
  const outside = externalBootstrap(context.settings);
  const stringData: Record<string, Input<string>> = {
    type: "kafka",
    provider: "messaging",
    "bootstrap-servers": bootstrapServers,
    ...(outside && { "external-bootstrap-servers": outside }),
    "client.properties": bootstrapServers.apply((servers) => clientProperties(client, servers)),
  };
  return {
    metadata: metadata(context, `${context.name}-connection`),
    type: "servicebinding.io/kafka",
    stringData,
  };
}
