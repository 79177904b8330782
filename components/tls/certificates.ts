import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { hash } from "../kubernetes/hash";
import type { Owner } from "../kubernetes/manifests";
import { generatedOptions } from "../kubernetes/resource-options";
import { generate } from "./generate";
import { certificate, tlsSecret } from "./manifests";
import { clientSecretName, dnsNames, tlsSecretName, type Named } from "./names";
import type { Tls } from "./schema";

/** The certificates of a component. */
export interface Certificates {
  /** Secret with `tls.crt`, `tls.key` and `ca.crt`; one name, whatever is in it, so that files change under running members. */
  secretName: string;
  /** PEM of all trusted authorities, where the program knows it. */
  ca?: pulumi.Input<string> | undefined;
  /** The same of those that sign for clients alone, where there are such. */
  clientCa?: pulumi.Input<string> | undefined;
  /** Stands for certificate and authorities, where the program knows them; another one is news for members that read them once. */
  revision?: pulumi.Output<string>;
  /** Secrets of the same make with the clients' own certificates, by client; none where they are not made here. */
  clients: Record<string, string>;
  /** What has to be there before the pods. */
  resources: pulumi.Resource[];
}

/**
 * Brings the certificates of a component from the source that its settings name; generated ones, when they name none. Nothing is made
 * when TLS is off.
 * @param named Services and pods that show the certificate
 */
export function certificates(
  owner: Owner,
  settings: Tls,
  named: Named,
  child: pulumi.CustomResourceOptions,
): Certificates {
  const name = owner.identity.instance;
  const secretName = tlsSecretName(name, settings);
  const { caCertificate: ca } = settings;
  if (!settings.enabled || settings.secretName) return { secretName, ca, clients: {}, resources: [] };
  const holders = named.clients ?? [];
  const clients = Object.fromEntries(holders.map((client) => [client, clientSecretName(name, client)]));
  const names = pulumi.output(owner.namespace).apply((namespace) => dnsNames(namespace, named));
  if (settings.certManager) {
    const { certManager } = settings;
    const asked = [
      certificate(owner, secretName, certManager, { commonName: name, dnsNames: names }),
      ...holders.map((client) =>
        certificate(owner, clientSecretName(name, client), certManager, { commonName: client }),
      ),
    ];
    const resources = asked.map((args) => new k8s.apiextensions.CustomResource(args.spec.secretName, args, child));
    return { secretName, ca, clients, resources };
  }
  const generated = generate(name, settings, names, holders, generatedOptions(child));
  const { server, clientAuthorities } = generated;
  const resources = [
    new k8s.core.v1.Secret(secretName, tlsSecret(owner, secretName, server, clientAuthorities), child),
    ...Object.entries(generated.clients).map(
      ([secret, pem]) => new k8s.core.v1.Secret(secret, tlsSecret(owner, secret, pem), child),
    ),
  ];
  const revision = pulumi.all([server.certificate, server.authorities]).apply(hash);
  return { secretName, ca: server.authorities, clientCa: clientAuthorities, revision, clients, resources };
}
