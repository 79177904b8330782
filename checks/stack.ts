import { Field, readable } from "./field";
import { recognise, type Broker } from "./recognise";
import { mountedConfigMaps, namespaceOf, replicasOf, serverKinds } from "./workload";

/** An object of a stack. */
export interface StackObject {
  kind: string;
  object: unknown;
}

/** A broker and what it mounts. */
export interface Mount extends Broker {
  /** How many members; undefined when it cannot be read. */
  replicas: number | undefined;
}

/** A workload that is known to run a broker. */
export interface Server {
  workload: Field;
  broker: Broker;
}

/** The objects of a stack, indexed once for the rules that join them. */
export class Stack {
  private readonly byPlace = new Map<string, Field[]>();
  private readonly configMaps = new Map<string, Field>();
  private readonly mounts = new Map<string, Mount>();
  private readonly brokers = new Map<string, Server[]>();

  constructor(objects: StackObject[]) {
    for (const { kind, object } of objects) {
      const name = readable(() => new Field(object).get("metadata", "name").text());
      const field = new Field(object, `${kind}/${name ?? "?"}`);
      const place = placeOf(
        kind,
        readable(() => namespaceOf(field)),
      );
      const neighbours = this.byPlace.get(place);
      if (neighbours) neighbours.push(field);
      else this.byPlace.set(place, [field]);
      if (kind === "ConfigMap" && name !== undefined) this.configMaps.set(keyOf(field, name), field);
      if (serverKinds.includes(kind)) this.indexBroker(kind, field);
    }
  }

  /** Objects of a kind in a namespace; one whose namespace is unknown counts, so that reading it tells. */
  ofKind(kind: string, namespace: string): Field[] {
    const unknown = this.byPlace.get(placeOf(kind, undefined)) ?? [];
    return [...(this.byPlace.get(placeOf(kind, namespace)) ?? []), ...unknown];
  }

  /** The ConfigMaps that a pod template mounts, as far as they are in the stack. */
  configMapsOf(workload: Field, template: Field): Field[] {
    return mountedConfigMaps(template).flatMap((name) => this.configMaps.get(keyOf(workload, name.text() ?? "")) ?? []);
  }

  /** A ConfigMap of the workload's namespace, if it is in the stack. */
  configMap(workload: Field, name: string | undefined): Field | undefined {
    return name === undefined ? undefined : this.configMaps.get(keyOf(workload, name));
  }

  /** The broker that mounts a ConfigMap. */
  brokerOf(configMap: Field): Mount | undefined {
    return this.mounts.get(keyOf(configMap, configMap.get("metadata", "name").text() ?? ""));
  }

  /** The workloads of a namespace that run a broker, as far as they can be read. */
  brokersIn(namespace: string): readonly Server[] {
    return this.brokers.get(namespace) ?? [];
  }

  /** Whether any workload is known to run a broker. */
  get hasBrokers(): boolean {
    return this.brokers.size > 0;
  }

  private indexBroker(kind: string, workload: Field): void {
    const broker = readable(() => recognise(kind, workload));
    if (!broker) return;
    const namespace = readable(() => namespaceOf(workload)) ?? "?";
    const others = this.brokers.get(namespace);
    if (others) others.push({ workload, broker });
    else this.brokers.set(namespace, [{ workload, broker }]);
    const mount = { ...broker, replicas: readable(() => replicasOf(workload)) };
    for (const name of readable(() => mountedConfigMaps(broker.template)) ?? []) {
      const text = readable(() => name.text());
      if (text !== undefined) this.mounts.set(keyOf(workload, text), mount);
    }
  }
}

const placeOf = (kind: string, namespace: string | undefined): string => `${kind} ${namespace ?? "?"}`;
const keyOf = (object: Field, name: string): string => `${readable(() => namespaceOf(object)) ?? "?"}/${name}`;
