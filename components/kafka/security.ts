import type { types } from "@pulumi/kubernetes";
import { tlsSecretName } from "../tls/names";
import { subjectLines, subjectValue } from "../tls/subject";
import type { Context } from "./context";
import { knownListeners, type Purpose } from "./listeners";
import type { Kafka } from "./schema";

/** Where members and Jobs find the certificates of the cluster. */
export const tlsPath = "/etc/kafka-tls";

/** A member's key and certificates in one file, as Kafka reads them; it stays what it is until the member starts again. */
export const keystore = "/tmp/keystore.pem";

/** How clients with a password prove that they know it. */
export const mechanism = "SCRAM-SHA-512";

/** Its part in JAAS. */
export const loginModule = "org.apache.kafka.common.security.scram.ScramLoginModule";

/** Iterations of SCRAM, twice what RFC 7677 asks for at least. */
export const scramIterations = 8192;

/** Volume of the certificates. */
export function tlsVolumes({ name, settings }: Context): types.input.core.v1.Volume[] {
  if (!settings.tls.enabled) return [];
  // To be read by the group only, which is that of the pod's processes.
  return [{ name: "tls", secret: { secretName: tlsSecretName(name, settings.tls), defaultMode: 0o440 } }];
}

/** Where it is mounted. */
export function tlsMounts({ settings }: Context): types.input.core.v1.VolumeMount[] {
  return settings.tls.enabled ? [{ name: "tls", mountPath: tlsPath, readOnly: true }] : [];
}

/**
 * Keys of server.properties for encryption, authentication and authorization. Members know each other by their certificate, whose
 * subject is the one super user; everybody else has the rights that are declared, and no others.
 */
export function securityProperties(settings: Kafka): Record<string, string> {
  if (!settings.tls.enabled) return {};
  const listeners = knownListeners(settings);
  return {
    "ssl.keystore.type": "PEM",
    "ssl.keystore.location": keystore,
    "ssl.truststore.type": "PEM",
    "ssl.truststore.location": `${tlsPath}/ca.crt`,
    "ssl.enabled.protocols": "TLSv1.2,TLSv1.3",
    "ssl.endpoint.identification.algorithm": "https",
    "sasl.enabled.mechanisms": mechanism,
    ...Object.fromEntries(listeners.flatMap(({ name, purpose }) => ownProperties(name.toLowerCase(), purpose))),
    "authorizer.class.name":
      settings.mode === "kraft"
        ? "org.apache.kafka.metadata.authorizer.StandardAuthorizer"
        : "kafka.security.authorizer.AclAuthorizer",
  };
}

/** What differs by listener: who shows a certificate, and who a password. */
function ownProperties(name: string, purpose: Purpose): [key: string, value: string][] {
  const prefix = `listener.name.${name}`;
  if (purpose === "client" || purpose === "external") {
    return [[`${prefix}.scram-sha-512.sasl.jaas.config`, `${loginModule} required;`]];
  }
  return [
    [`${prefix}.ssl.client.auth`, "required"],
    // The holder of a certificate is called by its common name; members by the whole subject, which no user can be called.
    ...(purpose === "mutual"
      ? ([[`${prefix}.ssl.principal.mapping.rules`, "RULE:^CN=([^,]+).*$/$1/"]] satisfies [string, string][])
      : []),
  ];
}

/** Properties of a tool that comes as a member, by a file with the members' key and certificates. */
export function memberProperties(file: string): string[] {
  return [
    "security.protocol=SSL",
    "ssl.keystore.type=PEM",
    `ssl.keystore.location=${file}`,
    "ssl.truststore.type=PEM",
    `ssl.truststore.location=${tlsPath}/ca.crt`,
  ];
}

/** Lines of a start script that bring the certificates into shape, and append the super user, `$subject`, to the properties. */
export function certificateLines({ tls }: Kafka): { before: string[]; property: string[] } {
  if (!tls.enabled) return { before: [], property: [] };
  return {
    before: [
      `(umask 077; cat ${tlsPath}/tls.key ${tlsPath}/tls.crt > ${keystore})`,
      ...subjectLines(`${tlsPath}/tls.crt`),
      'if [ -z "$subject" ]; then',
      `  echo "the certificate has no subject, by which members know each other; remedy: one with a common name"`,
      "  exit 1",
      "fi",
    ],
    property: [`  echo "super.users=User:${subjectValue}"`],
  };
}
