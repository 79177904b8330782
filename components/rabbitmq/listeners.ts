import { files } from "../tls/manifests";
import { withRequired } from "./key-list";
import type { RabbitMQ } from "./schema";

/** Ports of a node. https://www.rabbitmq.com/docs/networking#ports */
export interface Ports {
  amqp: number;
  management: number;
  prometheus: number;
  epmd: number;
  distribution: number;
}

type Settings = Pick<RabbitMQ, "tls" | "version" | "plugins">;

const interNode = { epmd: 4369, distribution: 25672 };
const plain: Ports = { amqp: 5672, management: 15672, prometheus: 15692, ...interNode };
const encrypted: Ports = { amqp: 5671, management: 15671, prometheus: 15691, ...interNode };

/** Where the certificates are. */
export const tlsPath = "/run/secrets/tls";

interface Listener {
  /** What its keys begin with. */
  prefix: string;
  plain: number;
  encrypted: number;
  /** Its keys have the form of those of a web server. */
  web?: boolean;
}

/** Listeners of plugins that clients use. */
const pluginListeners: Record<string, Listener> = {
  rabbitmq_stream: { prefix: "stream", plain: 5552, encrypted: 5551 },
  rabbitmq_mqtt: { prefix: "mqtt", plain: 1883, encrypted: 8883 },
  rabbitmq_stomp: { prefix: "stomp", plain: 61613, encrypted: 61614 },
  rabbitmq_web_mqtt: { prefix: "web_mqtt", plain: 15675, encrypted: 15676, web: true },
  rabbitmq_web_stomp: { prefix: "web_stomp", plain: 15674, encrypted: 15673, web: true },
};

export function portsOf({ tls }: Pick<RabbitMQ, "tls">): Ports {
  return tls.enabled ? encrypted : plain;
}

/** Name of the port of AMQP, of a container and of Services. */
export function amqpName({ tls }: Pick<RabbitMQ, "tls">): "amqp" | "amqps" {
  return tls.enabled ? "amqps" : "amqp";
}

/** Ports that clients of the enabled plugins use. */
export function pluginPorts(settings: Settings): number[] {
  return ofPlugins(settings).map((listener) => (settings.tls.enabled ? listener.encrypted : listener.plain));
}

/** Keys of rabbitmq.conf that say where a node listens; with TLS there is no listener without. */
export function listenerKeys(settings: Settings): Record<string, string> {
  const { amqp, management, prometheus } = portsOf(settings);
  if (!settings.tls.enabled) {
    return {
      "listeners.tcp.default": String(amqp),
      "management.tcp.port": String(management),
      "prometheus.tcp.port": String(prometheus),
    };
  }
  return {
    "listeners.tcp": "none",
    "listeners.ssl.default": String(amqp),
    ...pem("ssl_options"),
    // A certificate of a client is not asked for, and has to be good where there is one.
    "ssl_options.verify": "verify_peer",
    "ssl_options.fail_if_no_peer_cert": "false",
    "management.ssl.port": String(management),
    ...pem("management.ssl"),
    "prometheus.tcp.listener": "none",
    "prometheus.ssl.port": String(prometheus),
    ...pem("prometheus.ssl"),
    ...Object.fromEntries(ofPlugins(settings).flatMap(pluginKeys)),
  };
}

function pluginKeys({ prefix, encrypted, web }: Listener): [string, string][] {
  if (!web)
    return [
      [`${prefix}.listeners.tcp`, "none"],
      [`${prefix}.listeners.ssl.default`, String(encrypted)],
    ];
  const ssl = Object.entries(pem(`${prefix}.ssl`));
  return [[`${prefix}.tcp.listener`, "none"], [`${prefix}.ssl.port`, String(encrypted)], ...ssl];
}

/** Files and versions of a TLS server. A file that changes is read again within two minutes. https://www.rabbitmq.com/docs/ssl */
function pem(prefix: string): Record<string, string> {
  return {
    [`${prefix}.cacertfile`]: `${tlsPath}/${files.authorities}`,
    [`${prefix}.certfile`]: `${tlsPath}/${files.certificate}`,
    [`${prefix}.keyfile`]: `${tlsPath}/${files.key}`,
    [`${prefix}.versions.1`]: "tlsv1.3",
    [`${prefix}.versions.2`]: "tlsv1.2",
  };
}

/** Of the enabled plugins, and of those that they bring along. */
function ofPlugins({ version, plugins }: Settings) {
  const enabled = withRequired(version, plugins);
  return Object.entries(pluginListeners).flatMap(([plugin, listener]) => (enabled.has(plugin) ? [listener] : []));
}
