import { emulateTls } from "../../../plan/tls";

type Outputs = Record<string, string>;

const make = async (kind: string, inputs: Record<string, unknown>): Promise<Outputs> =>
  (await emulateTls(`tls:index/x:${kind}`, inputs)).outputs as Outputs;

/** A key with its certificate, PEM. */
export interface Pair {
  certificate: string;
  key: string;
}

/** A certificate authority of the tests' own, to issue what no broker's should: certificates that have ended, or for other names. */
export class Authority {
  private constructor(
    private readonly key: string,
    readonly certificate: string,
  ) {}

  static async create(): Promise<Authority> {
    const key = await make("PrivateKey", { algorithm: "ECDSA", ecdsaCurve: "P256" });
    const { certPem = "" } = await make("SelfSignedCert", {
      privateKeyPem: key["privateKeyPem"],
      subject: { commonName: `test ${Math.random()}` },
      isCaCertificate: true,
      validityPeriodHours: 24,
      allowedUses: ["cert_signing"],
    });
    return new Authority(key["privateKeyPem"] ?? "", certPem);
  }

  /** @param hours until its end; less than zero for one that has ended */
  async issue(dnsNames: string[], hours = 24): Promise<Pair> {
    const key = await make("PrivateKey", { algorithm: "ECDSA", ecdsaCurve: "P256" });
    const request = await make("CertRequest", {
      privateKeyPem: key["privateKeyPem"],
      // Erlang reads no certificate whose subject is an empty text.
      subject: { commonName: dnsNames[0]?.slice(0, 64) ?? "test" },
      dnsNames,
    });
    const { certPem = "" } = await make("LocallySignedCert", {
      certRequestPem: request["certRequestPem"],
      caPrivateKeyPem: this.key,
      caCertPem: this.certificate,
      validityPeriodHours: hours,
      allowedUses: ["digital_signature", "server_auth", "client_auth"],
    });
    return { certificate: certPem, key: key["privateKeyPemPkcs8"] ?? "" };
  }

  /** Secret of a server, or of a client, with a certificate of this authority. */
  secret(name: string, { certificate, key }: Pair): object {
    const stringData = { "tls.crt": certificate, "tls.key": key, "ca.crt": this.certificate };
    return { apiVersion: "v1", kind: "Secret", metadata: { name }, type: "kubernetes.io/tls", stringData };
  }
}
