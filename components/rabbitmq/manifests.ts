import type { types } from "@pulumi/kubernetes";
import type { Owner } from "../kubernetes/manifests";
import * as shared from "../kubernetes/manifests";
import type { Names } from "./names";
import { podTemplate } from "./pod";
import { amqpName, portsOf } from "./listeners";
import type { RabbitMQ } from "./schema";

/** What every manifest needs to know. */
export interface Context extends Owner {
  names: Names;
  settings: RabbitMQ;
  image: string;
}

/** The Service that governs the StatefulSet. */
export function headlessService(context: Context): types.input.core.v1.Service {
  const { epmd, distribution } = portsOf(context.settings);
  return shared.headlessService(context, context.names.headless, { epmd, distribution });
}

/** The Service for clients. */
export function clientService(context: Context): types.input.core.v1.Service {
  const { amqp, management, prometheus } = portsOf(context.settings);
  const ports = { [amqpName(context.settings)]: amqp, management, prometheus };
  return shared.clientService(context, context.names.main, ports);
}

/** The nodes. */
export function statefulSet(context: Context): types.input.apps.v1.StatefulSet {
  const { names, identity, settings, image } = context;
  return shared.statefulSet(context, names.main, {
    serviceName: names.headless,
    replicas: settings.replicas,
    template: podTemplate(names, identity, settings, image),
    volumeClaimTemplates: [shared.volumeClaim(context, "data", settings.storage)],
  });
}
