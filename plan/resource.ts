import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Properties } from "./properties";

/** A resource as the program registered it. */
export interface PlannedResource {
  urn: string;
  type: string;
  name: string;
  /** URN, empty for the stack itself. */
  parent: string;
  /** false: a component. */
  custom: boolean;
  inputs: Properties;
  /** What a first preview would show: a component's registered outputs, anything else's inputs. */
  outputs: Properties;
  /** URNs it must be created after. */
  dependencies: string[];
  /** Per property, the URNs that its value comes from. */
  propertyDependencies: Record<string, string[]>;
  /** Reference (`urn::id`) or empty for the default provider. */
  provider: string;
  options: ResourceOptions;
}

/** The options that the engine shows to a policy. */
export interface ResourceOptions {
  protect: boolean;
  ignoreChanges: string[];
  deleteBeforeReplace?: boolean;
  additionalSecretOutputs: string[];
  aliases: string[];
  /** Seconds per operation; 0 is the provider's default. */
  customTimeouts: { create: number; update: number; delete: number; read: number };
}

export const stackType = "pulumi:pulumi:Stack";

/** Type of the resource that `urn` names, without its parents' types. */
export const typeOf = (urn: string): string => (urn.split("::")[2] ?? "").split("$").at(-1) ?? "";
export const nameOf = (urn: string): string => urn.split("::").slice(3).join("::");

/** URN as the engine builds it: the types of all parents but the stack are part of it. */
export function urnOf(stack: string, project: string, parent: string, type: string, name: string): string {
  const parentType = parent.split("::")[2];
  const qualified = parentType === undefined || parentType === stackType ? type : `${parentType}$${type}`;
  return `urn:pulumi:${stack}::${project}::${qualified}::${name}`;
}

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

/** Wire form of properties that came as such, so that it need not be built again for the policy pack. */
export const wireForms = new WeakMap<Properties, Struct>();

/** Reads properties from their wire form. */
export function propertiesOf(wire: Struct | undefined): Properties {
  const properties: Properties = wire?.toJavaScript() ?? {};
  if (wire) wireForms.set(properties, wire);
  return properties;
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
