import assert from "node:assert/strict";
import { KafkaCluster, type KafkaClusterArgs } from "../../components";
import { deploy } from "../support/deploy";
import { foundInStack } from "./questions";

const allowedCidrs = ["203.0.113.0/24"];
type External = NonNullable<KafkaClusterArgs["external"]>;
const nodePort: External = { type: "nodePort", nodePorts: [30092, 30093, 30094], allowedCidrs };
const loadBalancer: External = { type: "loadBalancer", host: "kafka-{id}.example.com", allowedCidrs };
const controller = [{ namespaceLabels: { "kubernetes.io/metadata.name": "ingress-nginx" } }];

/** What the policy says of everything that a cluster with this access consists of. */
async function said(external: External, more: Partial<KafkaClusterArgs> = {}): Promise<string[]> {
  const args = { namespace: "messaging", metrics: { jmxExporter: {} }, external, ...more };
  const resources = await deploy(() => new KafkaCluster("kafka", args));
  return foundInStack(
    "service-exposure",
    resources.map(({ type, inputs }) => ({ type, props: inputs })),
  );
}

describe("Kafka that our component opens to the outside", () => {
  it("passes by node ports and by load balancers, to the networks that are named", async () => {
    assert.deepEqual(await said(nodePort), []);
    assert.deepEqual(await said(loadBalancer), []);
    assert.deepEqual(await said({ ...loadBalancer, bootstrapHost: "kafka.example.com" }), []);
    assert.deepEqual(await said(nodePort, { controllers: { replicas: 3 } }), []);
  });

  it("passes by load balancers that pods alone may use", async () => {
    assert.deepEqual(await said({ ...loadBalancer, allowedCidrs: [], allowedPeers: controller }), []);
  });

  it("passes by an ingress, which passes TLS through", async () => {
    assert.deepEqual(await said({ type: "ingress", host: "kafka-{id}.example.com", allowedPeers: controller }), []);
  });

  it("is refused when everybody is let in", async () => {
    const every = { allowedCidrs: ["0.0.0.0/0"] };
    const told = (how: string) =>
      Array(3).fill(`spec.ports[0] exposes an encrypted client port of a broker by ${how} to every network.`);
    assert.deepEqual(await said({ ...nodePort, ...every }), told("NodePort"));
    assert.deepEqual(await said({ ...loadBalancer, ...every }), told("LoadBalancer"));
  });

  it("is refused behind one name for all nodes, where nobody sees the clients", async () => {
    const [first = "", ...more] = await said({ ...nodePort, host: "kafka.example.com" });
    assert.match(first, /by NodePort whose externalTrafficPolicy is not Local/);
    assert.equal(more.length, 2);
  });

  it("is refused without TLS", async () => {
    const plain = await said(nodePort, { tls: { enabled: false } });
    assert.deepEqual(
      plain,
      Array(3).fill("spec.ports[0] exposes a client port without encryption of a broker by NodePort."),
    );
  });
});
