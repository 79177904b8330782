import type { RabbitMQ } from "./schema";
import { QueueType } from "./topology-settings";

type Definitions = Record<string, Record<string, unknown>[]>;

/**
 * Everything but users, literal, so that policies can judge it. https://www.rabbitmq.com/docs/definitions
 * Once definitions are configured the broker makes no default virtual host by itself, so `/` is here.
 */
export function topology(settings: RabbitMQ): Definitions {
  return withoutEmpty({
    vhosts: [
      { name: "/", defaultQueueType: QueueType.quorum },
      ...settings.vhosts.filter(({ name }) => name !== "/"),
    ].map(({ name, defaultQueueType }) => ({
      name,
      description: "",
      tags: [],
      // Only here is it read; empty texts and lists are what the broker itself exports.
      metadata: { description: "", tags: [], default_queue_type: defaultQueueType },
    })),
    parameters: parameters(settings),
    policies: settings.policies.map((policy) => ({
      vhost: policy.vhost,
      name: policy.name,
      pattern: policy.pattern,
      "apply-to": policy.applyTo ?? "all",
      definition: policy.definition,
      priority: policy.priority,
    })),
    exchanges: settings.exchanges.map((exchange) => ({
      vhost: exchange.vhost,
      name: exchange.name,
      type: exchange.type,
      // Always said: 3.13 and 4.0 take what is absent for undefined.
      durable: exchange.durable,
      auto_delete: exchange.autoDelete,
      internal: false,
      arguments: exchange.arguments,
    })),
    queues: settings.queues.map((queue) => ({
      vhost: queue.vhost,
      name: queue.name,
      durable: true,
      auto_delete: false,
      arguments: { "x-queue-type": queue.type, ...queue.arguments },
    })),
    bindings: settings.bindings.map((binding) => ({
      vhost: binding.vhost,
      source: binding.source,
      destination: binding.destination,
      destination_type: binding.destinationType,
      routing_key: binding.routingKey,
      arguments: binding.arguments,
    })),
  });
}

/** Limits and operator policies are runtime parameters, which is how the broker itself exports them. */
function parameters(settings: RabbitMQ): Record<string, unknown>[] {
  return [
    ...settings.vhosts.flatMap(({ name, limits }) =>
      limits ? [{ component: "vhost-limits", vhost: name, name: "limits", value: limits }] : [],
    ),
    ...settings.operatorPolicies.map((policy) => ({
      component: "operator_policy",
      vhost: policy.vhost,
      name: policy.name,
      value: {
        pattern: policy.pattern,
        definition: policy.definition,
        priority: policy.priority,
        "apply-to": policy.applyTo ?? "queues",
      },
    })),
  ];
}

function withoutEmpty(definitions: Definitions): Definitions {
  return Object.fromEntries(Object.entries(definitions).filter(([, entries]) => entries.length > 0));
}
