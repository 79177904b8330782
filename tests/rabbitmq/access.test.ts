import assert from "node:assert/strict";
import { importNetworkPolicy, serverNetworkPolicy } from "../../components/rabbitmq/access";
import { contextOf } from "../../components/rabbitmq/config-maps";
import { rabbitMQSettings } from "../../components/rabbitmq/schema";

const context = (settings: object = {}) => contextOf("rabbitmq", "messaging", rabbitMQSettings.parse(settings));
const labels = (component: string) => ({
  "app.kubernetes.io/name": "rabbitmq",
  "app.kubernetes.io/instance": "rabbitmq",
  "app.kubernetes.io/component": component,
});
const tcp = (port: number, endPort?: number) => ({ protocol: "TCP", port, ...(endPort && { endPort }) });
const pods = (matchLabels: Record<string, string>) => ({ podSelector: { matchLabels } });

describe("NetworkPolicies of RabbitMQ", () => {
  const interNode = [tcp(4369), tcp(25672), tcp(35672, 35682), tcp(6000, 6500)];

  it("open each port to those who need it, and nothing else", () => {
    assert.deepEqual(serverNetworkPolicy(context()).spec, {
      podSelector: { matchLabels: labels("server") },
      policyTypes: ["Ingress", "Egress"],
      ingress: [
        { from: [pods(labels("server"))], ports: interNode },
        { from: [pods(labels("import"))], ports: [tcp(4369), tcp(25672)] },
        { from: [pods({ role: "producer" }), pods({ role: "consumer" })], ports: [tcp(5671)] },
        { from: [pods({ role: "admin" })], ports: [tcp(5671), tcp(15671)] },
        {
          from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } } }],
          ports: [tcp(15691)],
        },
        { from: [pods(labels("import"))], ports: [tcp(5671)] },
      ],
      egress: [
        { to: [pods(labels("server"))], ports: interNode },
        {
          ports: [
            { protocol: "UDP", port: 53 },
            { protocol: "TCP", port: 53 },
          ],
        },
      ],
    });
  });

  it("take pods of other namespaces by both their labels", () => {
    const clients = [{ podLabels: { app: "shop" }, namespaceLabels: { team: "sales" } }];
    const { ingress } = serverNetworkPolicy(context({ networkPolicy: { clients } })).spec as { ingress: unknown[] };
    assert.deepEqual(ingress[2], {
      from: [{ podSelector: { matchLabels: { app: "shop" } }, namespaceSelector: { matchLabels: { team: "sales" } } }],
      ports: [tcp(5671)],
    });
  });

  it("have no rule for a list of nobody, which would be a rule for everybody", () => {
    const { ingress } = serverNetworkPolicy(context({ networkPolicy: { clients: [], admins: [], monitoring: [] } }))
      .spec as { ingress: unknown[] };
    assert.equal(ingress.length, 3);
  });

  it("open the stream port where streams are enabled", () => {
    const { ingress } = serverNetworkPolicy(context({ plugins: ["rabbitmq_stream"] })).spec as {
      ingress: { ports: unknown[] }[];
    };
    assert.deepEqual(ingress[2]?.ports, [tcp(5671), tcp(5551)]);
  });

  it("let the pods reach the Kubernetes API only where peer discovery asks it", () => {
    const rules = (version: string) => (serverNetworkPolicy(context({ version })).spec as { egress: unknown[] }).egress;
    assert.deepEqual([rules("4.0").length, rules("4.1").length], [3, 2]);
    assert.deepEqual(rules("4.0")[2], { ports: [tcp(443), tcp(6443)] });
  });

  it("let nobody reach the Job, and the Job only the nodes", () => {
    const { ingress, egress } = importNetworkPolicy(context()).spec as { ingress?: unknown[]; egress: unknown[] };
    assert.equal(ingress, undefined);
    assert.deepEqual(egress[0], { to: [pods(labels("server"))], ports: [tcp(4369), tcp(25672), tcp(5671)] });
  });
});
