import { Field, Unreadable, unknownValue } from "../field";
import { topicKind } from "../kafka/topic";
import type { StackObject } from "../stack";
import { nameOf } from "./make";
import { rabbitmqCluster } from "./rabbitmq-cluster";
import { policy, queue, vhost } from "./rabbitmq-topology";
import { kafka, kafkaKind, nodePool, poolKind } from "./strimzi";

/** What an operator makes of a custom resource; `others` finds the resources of a kind that go with it. */
export type Adapter = (resource: Field, others: (kind: string) => Field[]) => StackObject[];

/** Custom resources of which an operator makes what is judged, by kind. */
const adapters: Record<string, Adapter> = {
  [kafkaKind]: kafka,
  [poolKind]: nodePool,
  "RabbitmqCluster.rabbitmq.com": rabbitmqCluster,
  "Queue.rabbitmq.com": queue,
  "Policy.rabbitmq.com": policy,
  "OperatorPolicy.rabbitmq.com": policy,
  "Vhost.rabbitmq.com": vhost,
};

/** All custom resources that are judged, those included whose own values are. */
export const customKinds: readonly string[] = [...Object.keys(adapters), topicKind];

/** An object to be judged, and the one that people wrote. */
export interface Expanded<T extends StackObject> extends StackObject {
  origin: T;
}

/**
 * The objects, and for each custom resource also what its operator makes of it, so that every rule for StatefulSets,
 * ConfigMaps and the like judges it too. Values keep the path they have in the custom resource.
 */
export function expand<T extends StackObject>(objects: readonly T[]): Expanded<T>[] {
  const byKind = new Map<string, T[]>();
  for (const object of objects) byKind.set(object.kind, [...(byKind.get(object.kind) ?? []), object]);
  const others = (kind: string) => (byKind.get(kind) ?? []).map(named);
  return objects.flatMap((origin) => [
    { ...origin, origin },
    ...made(origin, others).map(({ kind, object }) => ({ kind, object, origin })),
  ]);
}

function made(origin: StackObject, others: (kind: string) => Field[]): StackObject[] {
  const adapter = adapters[origin.kind];
  if (!adapter) return [];
  try {
    return adapter(new Field(origin.object), others);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    // Nobody can tell what will be made, so whoever judges it meets the value that is in the way.
    return [{ kind: "StatefulSet", object: { spec: new Field(unknownValue, error.path) } }];
  }
}

/** A resource as another one sees it: `Kafka/my-cluster.spec`. */
function named({ kind, object }: StackObject): Field {
  return new Field(object, `${kind.split(".")[0] ?? ""}/${nameOf(new Field(object))}`);
}
