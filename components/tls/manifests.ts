import type { types } from "@pulumi/kubernetes";
import type { Input } from "@pulumi/pulumi";
import { metadata, type Owner } from "../kubernetes/manifests";
import type { Pem } from "./generate";
import type { Tls } from "./schema";

/** Keys of the Secret, which are files where it is mounted: those of `kubernetes.io/tls`, and the authorities of servers, and of clients alone. */
export const files = {
  certificate: "tls.crt",
  key: "tls.key",
  authorities: "ca.crt",
  clientAuthorities: "client-ca.crt",
} as const;

/** The Secret of generated certificates. */
export function tlsSecret(
  owner: Owner,
  name: string,
  { key, certificate, authorities }: Pem,
  clientAuthorities?: Input<string>,
): types.input.core.v1.Secret {
  return {
    metadata: metadata(owner, name),
    type: "kubernetes.io/tls",
    stringData: {
      [files.key]: key,
      [files.certificate]: certificate,
      [files.authorities]: authorities,
      ...(clientAuthorities !== undefined && { [files.clientAuthorities]: clientAuthorities }),
    },
  };
}

/** Whom a certificate is for: who is found by names is a server, too. */
interface Holder {
  commonName: string;
  dnsNames?: Input<string[]>;
}

/** What cert-manager is asked for; it writes the Secret. */
export function certificate(
  owner: Owner,
  name: string,
  { issuerRef, durationHours, renewBeforeHours }: NonNullable<Tls["certManager"]>,
  { commonName, dnsNames }: Holder,
) {
  return {
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    metadata: metadata(owner, name),
    spec: {
      secretName: name,
      // Members of Kafka know each other by the subject, and ZooKeeper its clients.
      commonName,
      issuerRef,
      duration: `${durationHours}h`,
      renewBefore: `${renewBeforeHours}h`,
      privateKey: { algorithm: "ECDSA", size: 256, encoding: "PKCS8", rotationPolicy: "Never" },
      usages: ["digital signature", ...(dnsNames ? ["server auth"] : []), "client auth"],
      ...(dnsNames && { dnsNames }),
    },
  };
}
