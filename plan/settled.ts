import type { ResourceTransformation } from "@pulumi/pulumi";
import { stackType, type PlannedResource } from "./resource";
import { hasUnknown } from "./values";

/**
 * Spares the SDK the work of reading the inputs of settled resources again, most of a second run: each of them becomes
 * a declared output without a value, and gets it from the monitor's answer.
 */
export function skipInputs(settled: Map<string, PlannedResource>): ResourceTransformation {
  const names = new Set([...settled.values()].map(typeAndName));
  return ({ type, name, props, opts }) =>
    names.has(typeAndName({ type, name }))
      ? { props: Object.fromEntries(Object.keys(props as object).map((property) => [property, undefined])), opts }
      : undefined;
}

/**
 * The resources whose inputs a second run cannot change: those that hold nothing unknown. A name that two resources of
 * a type share, under two parents, is left out, since {@link skipInputs} cannot tell them apart.
 */
export function settledResources(resources: PlannedResource[]): Map<string, PlannedResource> {
  const names = new Map<string, number>();
  for (const resource of resources) names.set(typeAndName(resource), (names.get(typeAndName(resource)) ?? 0) + 1);
  const settled = resources.filter(
    (resource) => resource.type !== stackType && names.get(typeAndName(resource)) === 1 && !hasUnknown(resource.inputs),
  );
  return new Map(settled.map((resource) => [resource.urn, resource]));
}

/** All that a transformation knows of a resource; its URN comes later. */
const typeAndName = ({ type, name }: { type: string; name: string }): string => `${type} ${name}`;
