/** The issuer of cert-manager that signs. https://cert-manager.io/docs/usage/certificate/ */
export interface IssuerReference {
  name: string;
  /** `Issuer`, `ClusterIssuer` or the kind of an external one. @default Issuer */
  kind?: string;
  /** API group of an external issuer. @default cert-manager.io */
  group?: string;
}

/** A Certificate for cert-manager to keep, with the names of all members and Services. */
export interface CertManagerSettings {
  issuerRef: IssuerReference;
  /** Hours a certificate is valid. @default 2160 */
  durationHours?: number;
  /** Hours before its end when cert-manager makes the next one. @default 720 */
  renewBeforeHours?: number;
}

/** Certificates that the program makes itself; keys are in the state, encrypted, and in the cluster's Secret. */
export interface GeneratedSettings {
  /** Hours a certificate is valid. @default 8760 */
  validityHours?: number;
  /** An update this many hours before its end, or later, makes the next one. @default 2160 */
  earlyRenewalHours?: number;
  /** Hours an authority is valid. @default 87600 */
  authorityValidityHours?: number;
  /**
   * Generations of the certificate authority that are trusted; the first one signs. It is replaced by updates that each let members and
   * clients take up the one before: `[1]`, `[1, 2]`, `[2, 1]`, `[2]`. @default [1]
   */
  authorities?: number[];
}

/** Encryption on the wire, with certificates from one source. */
export interface TlsSettings {
  /** @default true */
  enabled?: boolean;
  /**
   * A Secret of the namespace with `tls.crt`, `tls.key` (PKCS #8) and `ca.crt`, all PEM, valid for the names of all members and Services.
   * `client-ca.crt` may have authorities of ZooKeeper's clients that sign for no member.
   */
  secretName?: string;
  certManager?: CertManagerSettings;
  /** @default {}, unless there is another source */
  generated?: GeneratedSettings;
  /** PEM of the authority that clients are to trust, where `secretName` or `certManager` brings the certificates; it goes into connection Secrets. */
  caCertificate?: string;
}
