import { Field, readable } from "../field";
import { parseBytes } from "../quantity";

/** Nobody can connect without TLS. */
export const withoutPlain = (spec: Field): boolean => spec.get("tls", "disableNonTLSListeners").isTrue();

/** The operator's lines come before people's own, so that theirs count. The first user is in a Secret that it makes. */
const defaults = [
  "default_user = $(default-user)",
  "default_pass = $(default-user)",
  "disk_free_limit.absolute = 2GB",
  "cluster_partition_handling = pause_minority",
  "cluster_formation.peer_discovery_backend = rabbit_peer_discovery_k8s",
];
const onlyTls = ["listeners.tcp = none"];
const tlsLines = ["listeners.ssl.default = 5671", "ssl_options.certfile = /etc/rabbitmq-tls/tls.crt"];

/** What the broker may reckon with: the limit without a fifth, or without 2 GiB when that is less. */
function memory(spec: Field): string[] {
  const written = spec.get("resources").present ? spec.get("resources", "limits", "memory").scalar() : "2Gi";
  const limit = parseBytes(written ?? "");
  if (limit === undefined) return [];
  return [`total_memory_available_override_value = ${limit - Math.min(Math.floor(limit / 5), 2 * 2 ** 30)}`];
}

/** The files that the operator gives the broker, of a RabbitmqCluster's `spec`. */
export function configuration(spec: Field): Record<string, Field> {
  const own = spec.get("rabbitmq", "additionalConfig");
  const lines = [
    ...defaults,
    ...(spec.get("tls", "secretName").present ? tlsLines : []),
    ...(withoutPlain(spec) ? onlyTls : []),
    ...(readable(() => memory(spec)) ?? []),
    own.text() ?? "",
  ];
  const [advanced, environment] = [spec.get("rabbitmq", "advancedConfig"), spec.get("rabbitmq", "envConfig")];
  return {
    "rabbitmq.conf": new Field(lines.join("\n"), own.path),
    ...(advanced.present && { "advanced.config": advanced }),
    ...(environment.present && { "rabbitmq-env.conf": environment }),
  };
}
