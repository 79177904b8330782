import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import type { Properties } from "./properties";
import type { PlannedResource, ResourceOptions } from "./resource";

/** Wire form of properties that came as such, so that it need not be built again for the policy pack. */
const wireForms = new WeakMap<Properties, Struct>();

/** Reads properties from their wire form. */
export function propertiesOf(wire: Struct | undefined): Properties {
  const properties: Properties = wire?.toJavaScript() ?? {};
  if (wire) wireForms.set(properties, wire);
  return properties;
}

/** Wire form of `properties`, made anew only where they did not come from one. */
export const wireOf = (properties: Properties): Struct =>
  wireForms.get(properties) ?? Struct.fromJavaScript(properties as Record<string, JavaScriptValue>);

const unitSeconds: Record<string, number> = { h: 3600, m: 60, s: 1, ms: 1e-3, us: 1e-6, µs: 1e-6, ns: 1e-9 };

/** Seconds of a Go duration such as `1h30m`. */
export function seconds(duration: string): number {
  const parts = duration.matchAll(/([\d.]+)(h|ms|us|µs|ns|m|s)/g);
  return [...parts].reduce((sum, [, count, unit]) => sum + Number(count) * (unitSeconds[unit ?? ""] ?? 0), 0);
}

function optionsOf(req: RegisterResourceRequest): ResourceOptions {
  const timeouts = req.getCustomtimeouts();
  return {
    protect: req.getProtect() ?? false,
    ignoreChanges: req.getIgnorechangesList(),
    ...(req.getDeletebeforereplacedefined() && { deleteBeforeReplace: req.getDeletebeforereplace() }),
    additionalSecretOutputs: req.getAdditionalsecretoutputsList(),
    aliases: req.getAliasurnsList(),
    customTimeouts: {
      create: seconds(timeouts?.getCreate() ?? ""),
      update: seconds(timeouts?.getUpdate() ?? ""),
      delete: seconds(timeouts?.getDelete() ?? ""),
      read: seconds(timeouts?.getRead() ?? ""),
    },
  };
}

/** Reads a registration; the outputs of a component come later, by `registerOutputs`. */
export function plannedResource(req: RegisterResourceRequest, urn: string): PlannedResource {
  const inputs = propertiesOf(req.getObject());
  const propertyDependencies: Record<string, string[]> = {};
  req.getPropertydependenciesMap().forEach((value, key) => (propertyDependencies[key] = value.getUrnsList()));
  return {
    urn,
    type: req.getType(),
    name: req.getName(),
    parent: req.getParent(),
    custom: req.getCustom(),
    inputs,
    outputs: req.getCustom() ? inputs : {},
    dependencies: req.getDependenciesList(),
    propertyDependencies,
    provider: req.getProvider(),
    options: optionsOf(req),
  };
}
