import assert from "node:assert/strict";
import { memberNetworkPolicy, jobNetworkPolicy } from "../../components/kafka/access";
import { context, onZooKeeper, roleContext, separate } from "./support";

const labels = (instance: string, component = "server") => ({
  "app.kubernetes.io/name": "kafka",
  "app.kubernetes.io/instance": instance,
  "app.kubernetes.io/component": component,
});
const tcp = (port: number) => ({ protocol: "TCP", port });
const pods = (matchLabels: Record<string, string>) => ({ podSelector: { matchLabels } });
const brokers = pods(labels("kafka"));
const controllers = pods(labels("kafka-controller"));
const clients = [
  pods({ role: "producer" }),
  pods({ role: "consumer" }),
  pods({ role: "admin" }),
  pods(labels("kafka", "topics")),
];
const dns = {
  ports: [
    { protocol: "UDP", port: 53 },
    { protocol: "TCP", port: 53 },
  ],
};

describe("NetworkPolicies of Kafka", () => {
  it("open each port of a combined node to those who need it, and nothing else", () => {
    assert.deepEqual(memberNetworkPolicy(roleContext()).spec, {
      podSelector: { matchLabels: labels("kafka") },
      policyTypes: ["Ingress", "Egress"],
      ingress: [
        { from: [brokers], ports: [tcp(9091)] },
        { from: clients, ports: [tcp(9092)] },
        { from: [brokers], ports: [tcp(9093)] },
      ],
      egress: [{ to: [brokers], ports: [tcp(9091)] }, { to: [brokers], ports: [tcp(9093)] }, dns],
    });
  });

  it("let nobody but members to controllers, and those to nobody but each other", () => {
    assert.deepEqual(memberNetworkPolicy(roleContext(separate, "kafka-controller")).spec, {
      podSelector: { matchLabels: labels("kafka-controller") },
      policyTypes: ["Ingress", "Egress"],
      ingress: [{ from: [controllers, brokers], ports: [tcp(9093)] }],
      egress: [{ to: [controllers], ports: [tcp(9093)] }, dns],
    });
  });

  it("open metrics to scrapers where there are metrics", () => {
    const { ingress } = memberNetworkPolicy(roleContext({ metrics: { jmxExporter: {} } })).spec as {
      ingress: object[];
    };
    assert.deepEqual(ingress.at(-1), {
      from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } } }],
      ports: [tcp(9404)],
    });
  });

  it("let brokers on ZooKeeper out to its port", () => {
    const { egress } = memberNetworkPolicy(roleContext(onZooKeeper)).spec as { egress: object[] };
    assert.deepEqual(egress, [{ to: [brokers], ports: [tcp(9091)] }, { ports: [tcp(2181)] }, dns]);
  });

  it("let the Job that makes topics out to the brokers' clients' port", () => {
    assert.deepEqual(jobNetworkPolicy(context(separate), "topics").spec, {
      podSelector: { matchLabels: labels("kafka", "topics") },
      policyTypes: ["Ingress", "Egress"],
      egress: [{ to: [brokers], ports: [tcp(9092)] }, dns],
    });
  });
});
