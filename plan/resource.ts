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
