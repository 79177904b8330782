import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { dns } from "./kubernetes/network-policy";

/** The namespace of all systems, which admits only pods that keep to Pod Security `restricted`. With it go all volumes in it. */
export function createNamespace(name: string, opts: pulumi.CustomResourceOptions): k8s.core.v1.Namespace {
  const level = "restricted";
  return new k8s.core.v1.Namespace(
    name,
    {
      metadata: {
        name,
        labels: {
          "app.kubernetes.io/part-of": "messaging",
          "app.kubernetes.io/managed-by": "pulumi",
          "pod-security.kubernetes.io/enforce": level,
          "pod-security.kubernetes.io/warn": level,
          "pod-security.kubernetes.io/audit": level,
        },
      },
    },
    opts,
  );
}

/**
 * Closes a namespace: what no other policy opens is refused, to pods that nobody thought of as well. Nothing comes in; out go questions to
 * DNS, connections within the namespace, where the other end's policy decides, and those to the networks that are named.
 */
export function closeNamespace(
  namespace: string,
  egressCidrs: string[],
  opts: pulumi.CustomResourceOptions,
): k8s.networking.v1.NetworkPolicy {
  const name = `${namespace}-default-deny`;
  const labels = { "app.kubernetes.io/part-of": "messaging", "app.kubernetes.io/managed-by": "pulumi" };
  return new k8s.networking.v1.NetworkPolicy(
    name,
    {
      metadata: { name: "default-deny", namespace, labels },
      spec: {
        podSelector: {},
        policyTypes: ["Ingress", "Egress"],
        egress: [dns, { to: [{ podSelector: {} }, ...egressCidrs.map((cidr) => ({ ipBlock: { cidr } }))] }],
      },
    },
    opts,
  );
}
