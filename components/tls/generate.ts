import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import { clientSecretName } from "./names";
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

/** What is generated for a component. */
export interface GeneratedCertificates {
  server: Pem;
  /** Of each client, by the name of its Secret. */
  clients: Record<string, Pem>;
  /** Authorities of clients, which sign for no server and no member; none where there are no clients. */
  clientAuthorities?: pulumi.Output<string>;
}

/**
 * Makes an authority of each trusted generation, and a certificate that the first one signs; the same for clients, by authorities of their
 * own.
 */
export function generate(
  name: string,
  settings: Tls,
  dnsNames: pulumi.Input<string[]>,
  clients: string[],
  opts: pulumi.CustomResourceOptions,
): GeneratedCertificates {
  const generated = settings.generated ?? schema.parse({});
  const servers = trust(name, generated, opts);
  // Members are each other's clients.
  const member = { commonName: name, dnsNames, uses: ["server_auth", "client_auth"] };
  const { pem: authorities } = servers;
  const server = { ...leaf(`${name}-tls`, member, servers, generated, opts), authorities };
  if (clients.length === 0) return { server, clients: {} };
  const own = trust(`${name}-clients`, generated, opts);
  const issued = clients.map((client): [string, Pem] => {
    const secret = clientSecretName(name, client);
    const holder = { commonName: client, uses: ["client_auth"] };
    return [secret, { ...leaf(secret, holder, own, generated, opts), authorities }];
  });
  return { server, clients: Object.fromEntries(issued), clientAuthorities: own.pem };
}

type Generation = NonNullable<Tls["generated"]>;

/** Authorities that are trusted together. */
interface Trust {
  signing: Authority;
  /** All of them, one after the other. */
  pem: pulumi.Output<string>;
}

function trust(
  name: string,
  { authorities, authorityValidityHours }: Generation,
  opts: pulumi.CustomResourceOptions,
): Trust {
  const all = authorities.map((generation) => authority(name, generation, authorityValidityHours, opts));
  const [signing] = all;
  if (!signing) throw new Error(`no authority signs for ${name}`);
  const pem = pulumi.all(all.map(({ certificate }) => certificate.certPem)).apply((each) => each.join(""));
  return { signing, pem };
}

/** Whom a certificate is for. */
interface Holder {
  commonName: string;
  dnsNames?: pulumi.Input<string[]>;
  uses: string[];
}

function leaf(
  resource: string,
  { commonName, dnsNames, uses }: Holder,
  { signing }: Trust,
  { validityHours, earlyRenewalHours }: Generation,
  opts: pulumi.CustomResourceOptions,
): Omit<Pem, "authorities"> {
  const key = new tls.PrivateKey(`${resource}-key`, algorithm, opts);
  const request = new tls.CertRequest(
    resource,
    { privateKeyPem: key.privateKeyPem, subject: { commonName }, ...(dnsNames && { dnsNames }) },
    opts,
  );
  const signed = new tls.LocallySignedCert(
    resource,
    {
      certRequestPem: request.certRequestPem,
      caPrivateKeyPem: signing.key.privateKeyPem,
      caCertPem: signing.certificate.certPem,
      validityPeriodHours: validityHours,
      earlyRenewalHours,
      setSubjectKeyId: true,
      allowedUses: ["digital_signature", ...uses],
    },
    opts,
  );
  return { key: key.privateKeyPemPkcs8, certificate: signed.certPem };
}

/** Who signs. */
interface Authority {
  key: tls.PrivateKey;
  certificate: tls.SelfSignedCert;
}

/** Its generation is in its subject, so that a client that trusts two takes the right one. */
function authority(
  name: string,
  generation: number,
  validityPeriodHours: number,
  opts: pulumi.CustomResourceOptions,
): Authority {
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
