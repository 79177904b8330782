import type { types } from "@pulumi/kubernetes";
import type { Input } from "@pulumi/pulumi";
import * as shared from "../kubernetes/manifests";
import type { Context, RoleContext } from "./context";
import { idsName } from "./ids";
import { listener, listenersOf, portsOf } from "./listeners";
import { podTemplate } from "./pod";

/** The Service that governs a role's StatefulSet. */
export function headlessService(context: RoleContext): types.input.core.v1.Service {
  const { settings, role } = context;
  const inside = listenersOf(settings, role).filter(({ purpose }) => purpose !== "external");
  return shared.headlessService(context, role.headless, portsOf(inside));
}

/** The Service for clients' first connection, by which they learn of all brokers. */
export function clientService(context: Context): types.input.core.v1.Service {
  return shared.clientService(context, context.name, portsOf([listener(context.settings, "client")]));
}

/** The members of a role. */
export function statefulSet(context: RoleContext): types.input.apps.v1.StatefulSet {
  const { role } = context;
  const { storage } = role.nodes;
  return shared.statefulSet(context, role.name, {
    serviceName: role.headless,
    replicas: role.nodes.replicas,
    template: podTemplate(context),
    volumeClaimTemplates: Array.from({ length: storage.logDirs }, (_, i) =>
      shared.volumeClaim(context, `data-${i}`, storage),
    ),
  });
}

/** What members read when they start: never changed, so that a change makes a new one and rolls them. */
export function configMap(context: RoleContext): types.input.core.v1.ConfigMap {
  return { metadata: shared.metadata(context, context.config), immutable: true, data: context.files };
}

/** The ids that members are formatted with. */
export function idsConfigMap(
  context: Context,
  clusterId: Input<string>,
  directoryIds: Input<string>,
): types.input.core.v1.ConfigMap {
  return {
    metadata: shared.metadata(context, idsName(context.name)),
    data: { "cluster.id": clusterId, "directory.ids": directoryIds },
  };
}

/** An account of the members' own; nothing is granted to it. */
export function serviceAccount(context: Context): types.input.core.v1.ServiceAccount {
  return { metadata: shared.metadata(context, context.name), automountServiceAccountToken: false };
}
