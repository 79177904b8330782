import { KafkaCluster } from "../../../components";
import { createProvider } from "../../../components/provider";
import { readStack } from "../../../components/stack";

const stack = readStack();
const kafka = new KafkaCluster(
  "kafka",
  { namespace: stack.namespace.name, ...stack.kafka },
  { provider: createProvider(), protect: stack.protect },
);

/** The program of a stack in a namespace that is there; it connects two applications, one that writes and one that reads. */
export = {
  producer: kafka.connect("producer", { produce: ["orders"], transactionalIds: ["orders-*"] }).secretName,
  consumer: kafka.connect("consumer", { consume: ["incoming"] }).secretName,
};
