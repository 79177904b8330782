import type { types } from "@pulumi/kubernetes";
import type { Input } from "@pulumi/pulumi";
import images from "../images.json";
import { metadata } from "../kubernetes/manifests";
import { logback } from "./logback";
import type { Context } from "./manifests";
import { names } from "./names";
import type { ZooKeeper } from "./schema";
import { clientProperties } from "./tls";
import { configuration, render } from "./zoo-cfg";

/** Everything that follows from a component's name and settings. */
export function contextOf(name: string, namespace: Input<string>, settings: ZooKeeper): Context {
  const versions: Record<string, string> = images.zookeeper.versions;
  const image = settings.image ?? versions[settings.version];
  if (!image) throw new Error(`no image for ZooKeeper ${settings.version}`);
  return {
    names: names(name, files(name, settings)),
    identity: { app: "zookeeper", instance: name, version: settings.version },
    namespace,
    settings,
    image,
  };
}

/** What members read when they start: never changed, so that a change makes a new one and rolls the members. */
export function configMap(context: Context): types.input.core.v1.ConfigMap {
  return {
    metadata: metadata(context, context.names.config),
    immutable: true,
    data: files(context.names.main, context.settings),
  };
}

function files(name: string, settings: ZooKeeper): Record<string, string> {
  return { "zoo.cfg": render(configuration(name, settings)), "logback.xml": logback, ...clientProperties(settings) };
}
