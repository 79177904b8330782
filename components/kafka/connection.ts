import type { types } from "@pulumi/kubernetes";
import { all, type Input, type Output } from "@pulumi/pulumi";
import { bindingSecret } from "../kubernetes/binding";
import type { Context } from "./context";
import { externalBootstrap } from "./external";
import type { Protocol } from "./listeners";
import { loginModule, mechanism } from "./security";

/** What a client is told to connect by. */
export interface Endpoint {
  bootstrapServers: Input<string>;
  protocol: Protocol;
  /** PEM of the authorities to trust, where they are known. */
  ca?: Input<string> | undefined;
  /** Undefined: it has a certificate, or needs nothing. */
  account?: { username: string; password: Input<string> } | undefined;
}

/** The same, known. */
interface Known {
  bootstrapServers: string;
  protocol: Protocol;
  ca?: string | undefined;
  jaas?: string | undefined;
}

/** Properties of a client whose records are acknowledged by all replicas in sync, and written once. */
export function clientProperties({ bootstrapServers, protocol, ca, jaas }: Known): string {
  const properties = {
    "bootstrap.servers": bootstrapServers,
    "security.protocol": protocol,
    ...(protocol === "SASL_SSL" && { "sasl.mechanism": mechanism }),
    ...(jaas !== undefined && { "sasl.jaas.config": jaas }),
    ...(ca !== undefined && {
      "ssl.truststore.type": "PEM",
      "ssl.truststore.certificates": ca.trim().replaceAll("\n", "\\n"),
    }),
    acks: "all",
    "enable.idempotence": "true",
    // A broker that lost its power answers nothing; its successor is there before this ends.
    "request.timeout.ms": "4000",
    // Who connects to it, since it has no successor yet, would by default wait for ten seconds, and each time longer.
    "socket.connection.setup.timeout.ms": "1000",
    "socket.connection.setup.timeout.max.ms": "2000",
    "delivery.timeout.ms": "120000",
    "max.in.flight.requests.per.connection": "5",
  };
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${value}\n`)
    .join("");
}

/** The properties of an endpoint. */
export function propertiesOf(endpoint: Endpoint): Output<string> {
  const { bootstrapServers, protocol, ca, account } = endpoint;
  return all([bootstrapServers, ca, account && jaasConfig(account)]).apply(([servers, authorities, jaas]) =>
    clientProperties({ bootstrapServers: servers, protocol, ca: authorities, jaas }),
  );
}

/** `sasl.jaas.config` of an account. */
export function jaasConfig({ username, password }: NonNullable<Endpoint["account"]>): Output<string> {
  return all([password]).apply(([plain]) => `${loginModule} required username="${username}" password="${plain}";`);
}

/** The connection of an account, or of everybody where there are none. */
export function connectionSecret(
  context: Context,
  name: string,
  endpoint: Endpoint,
  namespace?: Input<string>,
): types.input.core.v1.Secret {
  const { bootstrapServers, protocol, ca, account } = endpoint;
  const outside = externalBootstrap(context.settings);
  const entries: Record<string, Input<string>> = {
    "bootstrap-servers": bootstrapServers,
    ...(outside && { "external-bootstrap-servers": outside }),
    ...(protocol !== "PLAINTEXT" && { "security.protocol": protocol }),
    ...(account && { ...account, "sasl.mechanism": mechanism, "sasl.jaas.config": jaasConfig(account) }),
    "client.properties": propertiesOf(endpoint),
  };
  return bindingSecret(context, { name, ...(namespace !== undefined && { namespace }), type: "kafka", ca, entries });
}
