import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { labels, serverComponent } from "../kubernetes/labels";
import type { Context } from "./context";
import { RackSource } from "./settings";

/** Lets the brokers' account read a node by its name, and neither list them nor read anything else. */
export function createRackRole(context: Context, child: pulumi.CustomResourceOptions): pulumi.Resource[] {
  const { name, namespace, settings, identity } = context;
  if (settings.rack !== RackSource.nodeLabel) return [];
  // Nodes are in no namespace, and neither are the two objects.
  const metadata = {
    name: pulumi.interpolate`${namespace}-${name}-rack`,
    labels: labels(identity, serverComponent),
  };
  const rules = [{ apiGroups: [""], resources: ["nodes"], verbs: ["get"] }];
  const role = new k8s.rbac.v1.ClusterRole(`${name}-rack`, { metadata, rules }, child);
  const binding = {
    metadata,
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: metadata.name },
    subjects: [{ kind: "ServiceAccount", name, namespace }],
  };
  return [role, new k8s.rbac.v1.ClusterRoleBinding(`${name}-rack`, binding, child)];
}
