import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { hash } from "../kubernetes/hash";
import type { Owner } from "../kubernetes/manifests";
import { generatedOptions } from "../kubernetes/resource-options";
import { generate } from "./generate";
import { certificate, tlsSecret } from "./manifests";
import { dnsNames, tlsSecretName, type Named } from "./names";
import type { Tls } from "./schema";

/** The certificates of a component. */
export interface Certificates {
  /** Secret with `tls.crt`, `tls.key` and `ca.crt`; one name, whatever is in it, so that files change under running members. */
  secretName: string;
  /** PEM of all trusted authorities, where the program knows it. */
  ca?: pulumi.Input<string> | undefined;
  /** Stands for certificate and authorities, where the program knows them; another one is news for members that read them once. */
  revision?: pulumi.Output<string>;
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
  if (!settings.enabled || settings.secretName) return { secretName, ca, resources: [] };
  const names = pulumi.output(owner.namespace).apply((namespace) => dnsNames(namespace, named));
  if (settings.certManager) {
    const args = certificate(owner, secretName, settings.certManager, names);
    return { secretName, ca, resources: [new k8s.apiextensions.CustomResource(secretName, args, child)] };
  }
  const pem = generate(name, settings, names, generatedOptions(child));
  const secret = new k8s.core.v1.Secret(secretName, tlsSecret(owner, secretName, pem), child);
  const revision = pulumi.all([pem.certificate, pem.authorities]).apply(hash);
  return { secretName, ca: pem.authorities, revision, resources: [secret] };
}
