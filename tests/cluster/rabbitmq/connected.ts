import { RabbitMQCluster } from "../../../components";
import { createProvider } from "../../../components/provider";
import { readStack } from "../../../components/stack";

const stack = readStack();
const provider = createProvider();
const namespace = stack.namespace.name;
const opts = { provider, protect: stack.protect };
const rabbitmq = new RabbitMQCluster("rabbitmq", { namespace, ...stack.rabbitmq }, opts);

/** The program of a stack in a namespace that is there; it connects two applications, each with one right. */
export = {
  producer: rabbitmq.connect("producer", { vhost: "orders", produce: ["orders"] }).secretName,
  consumer: rabbitmq.connect("consumer", { vhost: "orders", consume: ["incoming"] }).secretName,
};
