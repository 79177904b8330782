import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import { generated as schema, type Tls } from "./schema";

/** What a Secret of a server holds, all PEM. */
export interface Pem {
  /** The private key as PKCS #8, the only form that Java reads. A secret. */
  key: pulumi.Output<string>;
  certificate: pulumi.Output<string>;
  /** All trusted authorities, one after the other. */
  authorities: pulumi.Output<string>;
}

/** An elliptic curve that all brokers, their tools and clients know. */
const algorithm = { algorithm: "ECDSA", ecdsaCurve: "P256" };

/** Makes an authority of each trusted generation, and a certificate that the first one signs. */
export function generate(
  name: string,
  settings: Tls,
  dnsNames: pulumi.Input<string[]>,
  opts: pulumi.CustomResourceOptions,
): Pem {
  const { authorities, authorityValidityHours, validityHours, earlyRenewalHours } =
    settings.generated ?? schema.parse({});
  const trusted = authorities.map((generation) => authority(name, generation, authorityValidityHours, opts));
  const [signing] = trusted;
  if (!signing) throw new Error(`no authority signs for ${name}`);
  const key = new tls.PrivateKey(`${name}-tls-key`, algorithm, opts);
  const request = new tls.CertRequest(
    `${name}-tls`,
    { privateKeyPem: key.privateKeyPem, subject: { commonName: name }, dnsNames },
    opts,
  );
  const leaf = new tls.LocallySignedCert(
    `${name}-tls`,
    {
      certRequestPem: request.certRequestPem,
      caPrivateKeyPem: signing.key.privateKeyPem,
      caCertPem: signing.certificate.certPem,
      validityPeriodHours: validityHours,
      earlyRenewalHours,
      setSubjectKeyId: true,
      // Members are each other's clients.
      allowedUses: ["digital_signature", "server_auth", "client_auth"],
    },
    opts,
  );
  return {
    key: key.privateKeyPemPkcs8,
    certificate: leaf.certPem,
    authorities: pulumi.all(trusted.map(({ certificate }) => certificate.certPem)).apply((all) => all.join("")),
  };
}

/** Its generation is in its subject, so that a client that trusts two takes the right one. */
function authority(name: string, generation: number, validityPeriodHours: number, opts: pulumi.CustomResourceOptions) {
  const resource = `${name}-ca-${generation}`;
  const key = new tls.PrivateKey(`${resource}-key`, algorithm, opts);
  const certificate = new tls.SelfSignedCert(
    resource,
    {
      privateKeyPem: key.privateKeyPem,
      subject: { commonName: `${name} CA ${generation}` },
      isCaCertificate: true,
      setSubjectKeyId: true,
      validityPeriodHours,
      allowedUses: ["cert_signing", "crl_signing"],
    },
    opts,
  );
  return { key, certificate };
}
