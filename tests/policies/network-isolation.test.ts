import assert from "node:assert/strict";
import { container, labels, networkPolicy, statefulSet, workload } from "./fixtures";
import { foundInStack } from "./questions";
import { unknown, type Resource } from "./support";

const policy = "network-isolation";
const none = "No NetworkPolicy of its namespace restricts who connects to the pods of this broker.";
const rule = (index = 0) => `NetworkPolicy/rabbitmq.spec.ingress[${index}]`;
const opens = (ports: string, who: string, index = 0) =>
  `${rule(index)} opens the ports between members (${ports}) to ${who}.`;
const own = { podSelector: { matchLabels: labels } };
const client = { podSelector: { matchLabels: { role: "client" } } };
const all = "4369, 25672, 35672-35682, 6000-6500";
const ask = (...ingress: object[]) => foundInStack(policy, [statefulSet(), networkPolicy({ ingress })]);
const between = (peer: object, ...ports: (number | string)[]) =>
  ask({ from: [peer], ports: (ports.length > 0 ? ports : [4369]).map((port) => ({ port })) });
const apart = "clients, which use other ports in the same rule";

describe("policy network-isolation", () => {
  it("refuses a broker that no policy selects", async () => {
    assert.deepEqual(await foundInStack(policy, [statefulSet()]), [none]);
    const others: Resource[] = [
      networkPolicy({ podSelector: { matchLabels: { app: "other" } } }),
      networkPolicy({}, { namespace: "other" }),
      networkPolicy({ policyTypes: ["Egress"] }),
    ];
    for (const other of others) assert.deepEqual(await foundInStack(policy, [statefulSet(), other]), [none]);
  });

  it("accepts a policy that lets nobody in, members among themselves, and clients to their ports", async () => {
    assert.deepEqual(await ask(), []);
    assert.deepEqual(await ask({ from: [own], ports: [{ port: 4369 }, { port: 6000, endPort: 6500 }] }), []);
    assert.deepEqual(
      await ask({ from: [own] }, { from: [client], ports: [{ port: 5672 }] }, { ports: [{ port: 15692 }] }),
      [],
    );
  });

  it("accepts a tool that is named by its labels and uses nothing else", async () => {
    assert.deepEqual(await between(client, 4369, 25672), []);
    const elsewhere = { ...client, namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "tools" } } };
    assert.deepEqual(await between(elsewhere, 25672), []);
  });

  const refused: [string, object, string][] = [
    ["all pods of its namespace", { podSelector: {} }, "all pods of its namespace"],
    [
      "pods that have some label",
      { podSelector: { matchExpressions: [{ key: "app", operator: "Exists" }] } },
      "all pods of its namespace",
    ],
    ["all pods of all namespaces", { namespaceSelector: {} }, "all pods of a namespace"],
    ["pods of any namespace", { ...client, namespaceSelector: {} }, "pods of any namespace"],
    ["addresses", { ipBlock: { cidr: "10.0.0.0/8" } }, "addresses, whoever has them"],
  ];
  for (const [what, peer, who] of refused) {
    it(`refuses ${what}`, async () => assert.deepEqual(await between(peer, 25672), [opens("25672", who)]));
  }

  it("refuses a rule without peers, and one without ports", async () => {
    assert.deepEqual(await ask({ ports: [{ port: 4369 }] }), [opens("4369", "everybody")]);
    assert.deepEqual(await ask({}), [opens(all, "everybody")]);
    assert.deepEqual(await ask({ from: [client] }), [opens(all, apart)]);
  });

  it("refuses clients that get these ports with their own", async () => {
    assert.deepEqual(await between(client, 5672, 4369), [opens("4369", apart)]);
    assert.deepEqual(await ask({ from: [client], ports: [{ port: 1024, endPort: 65535 }] }), [opens(all, apart)]);
  });

  it("adds the rules of several policies up", async () => {
    const second = networkPolicy({ ingress: [{ ports: [{ port: 25672 }] }] }, { name: "second" });
    const expected = opens("25672", "everybody").replace("/rabbitmq", "/second");
    assert.deepEqual(await foundInStack(policy, [statefulSet(), networkPolicy({ ingress: [] }), second]), [expected]);
  });

  it("reads the name of a port in the pod, and leaves UDP alone", async () => {
    const ports = [{ name: "dist", containerPort: 25672 }];
    const set = statefulSet({ containers: [{ ...container, ports }] });
    const named = networkPolicy({ ingress: [{ ports: [{ port: "dist" }, { port: 4369, protocol: "UDP" }] }] });
    assert.deepEqual(await foundInStack(policy, [set, named]), [opens("25672", "everybody")]);
  });

  it("knows ZooKeeper's ports", async () => {
    const set = statefulSet({ containers: [{ ...container, image: "zookeeper:3.9" }] });
    const open = networkPolicy({ ingress: [{ ports: [{ port: 2181 }, { port: 2888 }, { port: 3888 }] }] });
    assert.deepEqual(await foundInStack(policy, [set, open]), [opens("2888, 3888", "everybody")]);
  });

  it("knows Kafka's ports by its listeners, and its controllers by what they run", async () => {
    const env = (pairs: Record<string, string>) => Object.entries(pairs).map(([name, value]) => ({ name, value }));
    const KAFKA_LISTENERS = "CONTROLLER://:9093,CLIENTS://:9092,PEERS://:9091";
    const given = {
      KAFKA_LISTENERS,
      KAFKA_CONTROLLER_LISTENER_NAMES: "CONTROLLER",
      KAFKA_INTER_BROKER_LISTENER_NAME: "PEERS",
    };
    const broker = { ...container, image: "apache/kafka:4.3.1", env: env(given) };
    const set = statefulSet({ containers: [broker] });
    const controllers = workload("StatefulSet", { containers: [broker] });
    const template = { metadata: { labels: { role: "controller" } }, spec: { containers: [broker] } };
    Object.assign(controllers.props, { metadata: { name: "controllers", namespace: "messaging" }, spec: { template } });
    const peer = { podSelector: { matchLabels: { role: "controller" } } };
    const ports = [9091, 9092, 9093].map((port) => ({ port }));
    const open = networkPolicy({ ingress: [{ ports }, { from: [peer] }] });
    const found = await foundInStack(policy, [set, controllers, open]);
    assert.deepEqual(found.sort(), [none, opens("9093, 9091", "everybody")].sort());
    const alone = await foundInStack(policy, [set, open]);
    assert.deepEqual(alone, [opens("9093, 9091", "everybody"), opens("9093, 9091", apart, 1)]);
  });

  it("does not ask for a port of its own between Kafka's brokers when they have one listener", async () => {
    const env = [{ name: "KAFKA_LISTENERS", value: "PLAINTEXT://:9092" }];
    const set = statefulSet({ containers: [{ ...container, image: "apache/kafka:3.9.1", env }] });
    assert.deepEqual(await foundInStack(policy, [set, networkPolicy({ ingress: [{ from: [client] }] })]), []);
  });

  it("judges the broker whose container is the second, and no other workload", async () => {
    const logs = { name: "logs", image: "fluent-bit:4" };
    assert.deepEqual(
      await foundInStack(policy, [statefulSet({ containers: [logs, container], initContainers: [logs] })]),
      [none],
    );
    assert.deepEqual(await foundInStack(policy, [statefulSet({ containers: [logs] })]), []);
  });

  const cannot = "is unknown before the deployment, so it cannot be judged.";
  const unknowns: [string, object, string][] = [
    ["the rules", { ingress: unknown.list }, "NetworkPolicy/rabbitmq.spec.ingress"],
    ["a port", { ingress: [{ ports: [{ port: unknown.text }] }] }, `${rule()}.ports[0].port`],
    ["a peer", { ingress: [{ from: [unknown.map] }] }, `${rule()}.from[0]`],
    ["whom it selects", { podSelector: unknown.map }, "NetworkPolicy/rabbitmq.spec.podSelector"],
  ];
  for (const [what, spec, path] of unknowns) {
    it(`fails closed when ${what} of a policy cannot be known`, async () => {
      assert.deepEqual(await foundInStack(policy, [statefulSet(), networkPolicy(spec)]), [`${path} ${cannot}`]);
    });
  }
});
