import { Field } from "../field";
import type { StackObject } from "../stack";
import type { Adapter } from "./expand";
import { metadata, nameOf } from "./make";

/**
 * RabbitMQ's Topology Operator declares by the management API what its resources say; definitions say the same.
 * https://www.rabbitmq.com/kubernetes/operator/using-topology-operator
 */
const declares =
  (content: (spec: Field) => object): Adapter =>
  (resource): StackObject[] => {
    const data = { "definitions.json": content(resource.get("spec")) };
    return [{ kind: "ConfigMap", object: { metadata: metadata(resource, `${nameOf(resource)} (topology)`), data } }];
  };

/** A queue. A type of its own stands beside the arguments. */
export const queue = declares((spec) => {
  const { path } = spec;
  const type = spec.get("type");
  const given = spec.get("arguments");
  const declared = {
    name: spec.get("name"),
    vhost: spec.get("vhost"),
    durable: spec.get("durable"),
    arguments: type.present
      ? new Field({ ...Object.fromEntries(given.entries()), "x-queue-type": type }, given.path)
      : given,
  };
  return { queues: [new Field(declared, path)] };
});

/** A policy or an operator policy. */
export const policy = declares((spec) => ({ policies: [spec] }));

/** A virtual host. */
export const vhost = declares((spec) => ({
  vhosts: [new Field({ name: spec.get("name"), default_queue_type: spec.get("defaultQueueType") }, spec.path)],
}));
