import { Field, readable } from "../field";
import type { StackObject } from "../stack";
import type { Adapter } from "./expand";
import { metadata, nameOf } from "./make";

/**
 * RabbitMQ's Topology Operator declares by the management API what its resources say; definitions say the same.
 * https://www.rabbitmq.com/kubernetes/operator/using-topology-operator
 */
const declares =
  (content: (spec: Field, others: (kind: string) => Field[]) => object): Adapter =>
  (resource, others): StackObject[] => {
    const data = { "definitions.json": content(resource.get("spec"), others) };
    return [{ kind: "ConfigMap", object: { metadata: metadata(resource, `${nameOf(resource)} (topology)`), data } }];
  };

/** Where no cluster is known that says otherwise, a queue without a type is a classic one. */
function defaultType(clusters: Field[]): object {
  const replicated = clusters.some((cluster) =>
    /^\s*default_queue_type\s*=\s*(quorum|stream)/m.test(
      readable(() => cluster.get("spec", "rabbitmq", "additionalConfig").text()) ?? "",
    ),
  );
  return replicated ? {} : { "x-queue-type": "classic" };
}

/** A queue. A type of its own stands beside the arguments. */
export const queue = declares((spec, others) => {
  const { path } = spec;
  const type = spec.get("type");
  const given = spec.get("arguments");
  const declared = {
    name: spec.get("name"),
    vhost: spec.get("vhost"),
    durable: spec.get("durable"),
    arguments: new Field(
      {
        ...defaultType(others("RabbitmqCluster.rabbitmq.com")),
        ...Object.fromEntries(given.entries()),
        ...(type.present && { "x-queue-type": type }),
      },
      given.path,
    ),
  };
  return { queues: [new Field(declared, path)] };
});

/** A policy or an operator policy. */
export const policy = declares((spec) => ({ policies: [spec] }));

/** A virtual host. */
export const vhost = declares((spec) => ({
  vhosts: [new Field({ name: spec.get("name"), default_queue_type: spec.get("defaultQueueType") }, spec.path)],
}));
