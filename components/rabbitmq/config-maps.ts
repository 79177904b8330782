import type { types } from "@pulumi/kubernetes";
import type { Input } from "@pulumi/pulumi";
import images from "../images.json";
import { metadata } from "../kubernetes/manifests";
import { topology } from "./definitions";
import { optfile, optfileContent } from "./distribution";
import type { Context } from "./manifests";
import { names } from "./names";
import { configuration, plugins, render } from "./rabbitmq-conf";
import type { RabbitMQ } from "./schema";

type ConfigMap = types.input.core.v1.ConfigMap;

/** Everything that follows from a component's name and settings. */
export function contextOf(name: string, namespace: Input<string>, settings: RabbitMQ): Context {
  const versions: Record<string, string> = images.rabbitmq.versions;
  const image = settings.image ?? versions[settings.version];
  if (!image) throw new Error(`no image for RabbitMQ ${settings.version}`);
  return {
    names: names(name, files(name, settings)),
    identity: { app: "rabbitmq", instance: name, version: settings.version },
    namespace,
    settings,
    image,
  };
}

/** What nodes read when they start: never changed, so that a change makes a new one and rolls the nodes. */
export function configMap(context: Context): ConfigMap {
  return {
    metadata: metadata(context, context.names.config),
    immutable: true,
    data: files(context.names.main, context.settings),
  };
}

/** What is imported while nodes run. */
export function definitionsConfigMap(context: Context): ConfigMap {
  return {
    metadata: metadata(context, context.names.definitions),
    data: {
      "topology.json": `${JSON.stringify(topology(context.settings), undefined, 2)}\n`,
      // For the tools that import.
      ...(context.settings.tls.enabled && { [optfile.name]: optfileContent }),
    },
  };
}

function files(name: string, settings: RabbitMQ): Record<string, string> {
  return {
    "rabbitmq.conf": render(configuration(settings, `${name}-headless`)),
    enabled_plugins: `[${plugins(settings).join(",")}].\n`,
    ...(settings.tls.enabled && { [optfile.name]: optfileContent }),
    ...(settings.advancedConfig !== undefined && { "advanced.config": settings.advancedConfig }),
  };
}
