import { Field, readable } from "../field";
import type { StackObject } from "../stack";

/** What an operator makes of a custom resource; `others` finds the resources of a kind that go with it. */
export type Adapter = (resource: Field, others: (kind: string) => Field[]) => StackObject[];

/** Custom resources that the rules know, by kind. */
const adapters: Record<string, Adapter> = {};

/** Their kinds. */
export const customKinds: readonly string[] = Object.keys(adapters);

/** An object to be judged, and the one that people wrote. */
export interface Expanded<T extends StackObject> extends StackObject {
  origin: T;
}

/**
 * The objects, and for each custom resource also what its operator makes of it, so that every rule for StatefulSets,
 * ConfigMaps and the like judges it too. Values keep the path they have in the custom resource.
 */
export function expand<T extends StackObject>(objects: readonly T[]): Expanded<T>[] {
  const others = (kind: string) => objects.filter((object) => object.kind === kind).map(({ object }) => named(object));
  return objects.flatMap((origin) => {
    const made = readable(() => adapters[origin.kind]?.(new Field(origin.object), others)) ?? [];
    return [origin, ...made].map(({ kind, object }) => ({ kind, object, origin }));
  });
}

function named(object: unknown): Field {
  return new Field(object);
}
