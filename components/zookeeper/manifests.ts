import type { types } from "@pulumi/kubernetes";
import type { Input } from "@pulumi/pulumi";
import type { Owner } from "../kubernetes/manifests";
import * as shared from "../kubernetes/manifests";
import type { Names } from "./names";
import { podTemplate } from "./pod";
import type { ZooKeeper } from "./schema";
import { securePort, servesPlain } from "./tls";
import { ports } from "./zoo-cfg";

/** What every manifest needs to know. */
export interface Context extends Owner {
  names: Names;
  settings: ZooKeeper;
  image: string;
  /** Stands for the authorities of clients' certificates, where the program knows them and clients have to show one. */
  authorities?: Input<string> | undefined;
}

/** The Service that governs the StatefulSet. */
export function headlessService(context: Context): types.input.core.v1.Service {
  const { quorum, election } = ports;
  return shared.headlessService(context, context.names.headless, {
    ...clientPorts(context.settings),
    quorum,
    election,
  });
}

/** Ports that clients use, by their names. */
export function clientPorts(settings: Pick<ZooKeeper, "tls">): Record<string, number> {
  return {
    ...(servesPlain(settings) && { client: ports.client }),
    ...(settings.tls.enabled && { secure: securePort }),
  };
}

/** The Service for clients that want one name for all members. */
export function clientService(context: Context): types.input.core.v1.Service {
  return shared.clientService(context, context.names.main, clientPorts(context.settings));
}

/** The members. */
export function statefulSet(context: Context): types.input.apps.v1.StatefulSet {
  const { names, settings } = context;
  return shared.statefulSet(context, names.main, {
    serviceName: names.headless,
    replicas: settings.replicas,
    template: podTemplate(context),
    volumeClaimTemplates: [
      shared.volumeClaim(context, "data", settings.storage),
      ...(settings.dataLog ? [shared.volumeClaim(context, "datalog", settings.dataLog)] : []),
    ],
  });
}
