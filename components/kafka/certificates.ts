import type * as pulumi from "@pulumi/pulumi";
import { certificates, type Certificates } from "../tls/certificates";
import type { Context } from "./context";
import { addresses } from "./external";
import { hosts } from "./roles";

/** Brings one certificate for all members, by the names of each, of the clients' Service, and of brokers outside of Kubernetes. */
export function memberCertificates(context: Context, child: pulumi.CustomResourceOptions): Certificates {
  const { name, settings, roles } = context;
  const { external, clusterDomain, brokers } = settings;
  const names = external
    ? [external.bootstrapHost, ...addresses(external, brokers.replicas).map(({ host }) => host)]
    : [];
  const outside = [...new Set(names.filter((host) => host !== undefined))];
  return certificates(
    context,
    settings.tls,
    { clusterDomain, services: [name], pods: roles.flatMap(hosts), outside },
    child,
  );
}
