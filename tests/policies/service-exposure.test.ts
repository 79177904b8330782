import assert from "node:assert/strict";
import { container, labels, networkPolicy, service, statefulSet } from "./fixtures";
import { foundInStack } from "./questions";
import { unknown, type Resource } from "./support";

const policy = "service-exposure";
const path = (index: number) => `spec.ports[${index}]`;
const exposes = (what: string, how: string, index = 0) => `${path(index)} exposes ${what} of a broker ${how}.`;
const outside = (type: string, ports: object[], spec: object = {}) =>
  service({ clusterIP: undefined, type, ports, ...spec }, { name: "outside" });
const ask = (given: Resource, set = statefulSet(), settings: object = {}) =>
  foundInStack(policy, [set, given], settings);
const ranges = { loadBalancerSourceRanges: ["203.0.113.0/24"] };
const tls = { name: "amqps", port: 5671 };
const plain = "a client port without encryption";

describe("policy service-exposure", () => {
  it("accepts any port of a Service inside the cluster", async () => {
    assert.deepEqual(await ask(service({ type: "ClusterIP", ports: [{ port: 15672 }, { port: 5672 }] })), []);
    assert.deepEqual(await ask(service({ ports: [{ port: 15672 }] })), []);
  });

  const ports: [number, string][] = [
    [5672, plain],
    [15672, "the management port"],
    [15671, "the management port"],
    [15692, "the port of metrics"],
    [25672, "a port between members"],
    [35680, "a port between members"],
  ];
  for (const [port, what] of ports) {
    it(`refuses ${port}, ${what}, by NodePort and by LoadBalancer`, async () => {
      assert.deepEqual(await ask(outside("NodePort", [{ port }])), [exposes(what, "by NodePort")]);
      assert.deepEqual(await ask(outside("LoadBalancer", [{ port }], ranges)), [exposes(what, "by LoadBalancer")]);
    });
  }

  it("refuses externalIPs of a Service inside the cluster", async () => {
    const given = outside("ClusterIP", [{ port: 5672 }], { externalIPs: ["203.0.113.1"] });
    assert.deepEqual(await ask(given), [exposes(plain, "by externalIPs")]);
  });

  it("accepts an encrypted client port for known networks only", async () => {
    const open = [exposes("an encrypted client port", "by LoadBalancer to every network")];
    assert.deepEqual(await ask(outside("LoadBalancer", [tls], ranges)), []);
    assert.deepEqual(await ask(outside("LoadBalancer", [tls])), open);
    assert.deepEqual(await ask(outside("LoadBalancer", [tls], { loadBalancerSourceRanges: ["0.0.0.0/0"] })), open);
    assert.deepEqual(await ask(outside("NodePort", [tls], ranges)), [
      exposes("an encrypted client port", "by NodePort to every network"),
    ]);
  });

  const limited = (from: object[] | undefined, ports: object[] = [{ port: 5671 }]) =>
    networkPolicy({ ingress: [{ ports, from }] });
  const local = { externalTrafficPolicy: "Local" };
  const byPolicy = (policies: Resource[], spec: object = local, type = "NodePort") =>
    foundInStack(policy, [statefulSet(), outside(type, [tls], spec), ...policies]);
  const clients = [{ ipBlock: { cidr: "203.0.113.0/24" } }];

  it("accepts networks that a NetworkPolicy names, where it sees the clients' addresses", async () => {
    for (const type of ["NodePort", "LoadBalancer"]) {
      assert.deepEqual(await byPolicy([limited(clients)], local, type), []);
      const [said = ""] = await byPolicy([limited(clients)], {}, type);
      const how = `by ${type} whose externalTrafficPolicy is not Local, so that NetworkPolicies take nodes for clients`;
      assert.equal(said, exposes("an encrypted client port", how));
    }
    assert.deepEqual(await byPolicy([limited(clients, [{ port: 5672 }])]), []);
    assert.deepEqual(await byPolicy([limited([{ podSelector: {} }])]), []);
  });

  it("does not take a policy that lets everybody in for one that names networks", async () => {
    const open = [exposes("an encrypted client port", "by NodePort to every network")];
    assert.deepEqual(await byPolicy([]), open);
    assert.deepEqual(await byPolicy([limited(undefined)]), open);
    assert.deepEqual(await byPolicy([limited([{ ipBlock: { cidr: "0.0.0.0/0" } }])]), open);
    assert.deepEqual(await byPolicy([limited([{ ipBlock: { cidr: "::/0" } }], [])]), open);
    assert.deepEqual(await byPolicy([limited(clients), limited(undefined, [{ port: 5000, endPort: 6000 }])]), open);
    const others = networkPolicy({ podSelector: { matchLabels: { app: "web" } }, ingress: [] });
    assert.deepEqual(await byPolicy([others]), open);
    const externalIPs = ["203.0.113.1"];
    assert.equal((await byPolicy([limited(clients)], { ...local, externalIPs })).length, 1);
  });

  it("goes by what is configured for encrypted client ports", async () => {
    const accepted = await ask(outside("NodePort", [tls]), statefulSet(), { encryptedPorts: "accepted" });
    assert.deepEqual(accepted, []);
    const refused = await ask(outside("LoadBalancer", [tls], ranges), statefulSet(), { encryptedPorts: "refused" });
    assert.deepEqual(refused, [exposes("an encrypted client port", "by LoadBalancer")]);
  });

  it("goes by the port of the pod, by number or name, in any of its containers", async () => {
    const logs = { name: "logs", image: "fluent-bit:4" };
    const set = statefulSet({ containers: [logs, container], initContainers: [logs] });
    assert.deepEqual(await ask(outside("NodePort", [{ port: 443, targetPort: 15672 }]), set), [
      exposes("the management port", "by NodePort"),
    ]);
    assert.deepEqual(await ask(outside("NodePort", [{ port: 80, targetPort: "amqp" }]), set), [
      exposes(plain, "by NodePort"),
    ]);
    assert.deepEqual(await ask(outside("NodePort", [{ port: 80, targetPort: "none" }, { port: 7777 }]), set), []);
  });

  it("knows ZooKeeper's and Kafka's ports", async () => {
    const zookeeper = statefulSet({ containers: [{ ...container, image: "zookeeper:3.9" }] });
    assert.deepEqual(await ask(outside("NodePort", [{ port: 2181 }, { port: 3888 }]), zookeeper), [
      exposes(plain, "by NodePort"),
      exposes("a port between members", "by NodePort", 1),
    ]);
    const pairs = {
      KAFKA_LISTENERS: "PLAIN://:9092,OUTSIDE://:9094,CONTROLLER://:9093",
      KAFKA_CONTROLLER_LISTENER_NAMES: "CONTROLLER",
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: "PLAIN:PLAINTEXT,OUTSIDE:SASL_SSL,CONTROLLER:SSL",
    };
    const env = Object.entries(pairs).map(([name, value]) => ({ name, value }));
    const kafka = statefulSet({ containers: [{ ...container, image: "apache/kafka:4.3.1", env }] });
    const given = outside("LoadBalancer", [{ port: 9092 }, { port: 9094 }, { port: 9093 }], ranges);
    assert.deepEqual(await ask(given, kafka), [
      exposes(plain, "by LoadBalancer"),
      exposes("a port between members", "by LoadBalancer", 2),
    ]);
    const silent = statefulSet({ containers: [{ ...container, image: "apache/kafka:4.3.1" }] });
    assert.deepEqual(await ask(outside("NodePort", [{ port: 9095 }]), silent), [exposes(plain, "by NodePort")]);
  });

  it("sees a Service of one pod of a StatefulSet", async () => {
    const selector = { ...labels, "statefulset.kubernetes.io/pod-name": "rabbitmq-0" };
    assert.deepEqual(await ask(outside("NodePort", [{ port: 5672 }], { selector })), [exposes(plain, "by NodePort")]);
  });

  it("goes by ports and selector where the broker is not in the stack", async () => {
    const alone = (ports: object[], selector: object) =>
      foundInStack(policy, [outside("NodePort", ports, { selector })]);
    const both = [exposes(plain, "by NodePort"), exposes("the management port", "by NodePort", 1)];
    assert.deepEqual(await alone([{ port: 5672 }, { port: 15672 }], { app: "mq" }), both);
    assert.deepEqual(await alone([{ port: 5672 }], { app: "rabbitmq" }), [exposes(plain, "by NodePort")]);
    assert.deepEqual(await alone([{ port: 5672 }], { app: "shop" }), []);
  });

  it("leaves Services of other workloads alone", async () => {
    assert.deepEqual(await ask(outside("NodePort", [{ port: 5672 }], { selector: { app: "web" } })), []);
    assert.deepEqual(await ask(outside("NodePort", [{ port: 5672 }], { selector: undefined })), []);
  });

  it("judges an Ingress by the port it leads to", async () => {
    const ingress = (port: object): Resource => ({
      type: "kubernetes:networking.k8s.io/v1:Ingress",
      props: {
        metadata: { name: "management", namespace: "messaging" },
        spec: { rules: [{ http: { paths: [{ backend: { service: { name: "rabbitmq-headless", port } } }] } }] },
      },
    });
    const inside = service({ ports: [{ name: "management", port: 80, targetPort: 15672 }, tls] });
    const led = (port: object) => foundInStack(policy, [statefulSet(), inside, ingress(port)]);
    const found = "spec.rules[0].http.paths[0].backend exposes the management port of a broker by an Ingress.";
    assert.deepEqual(await led({ number: 80 }), [found]);
    assert.deepEqual(await led({ name: "management" }), [found]);
    assert.deepEqual(await led({ number: 5671 }), []);
    assert.deepEqual(await foundInStack(policy, [ingress({ number: 80 })]), []);
  });

  const cannot = "is unknown before the deployment, so it cannot be judged.";
  it("fails closed on unknown values", async () => {
    assert.deepEqual(await ask(outside(unknown.text, [tls])), [`spec.type ${cannot}`]);
    assert.deepEqual(await ask(outside("NodePort", [{ port: unknown.text }])), [`${path(0)}.port ${cannot}`]);
    const selector = unknown.map;
    assert.deepEqual(await ask(outside("NodePort", [tls], { selector })), [`spec.selector ${cannot}`]);
    const loadBalancerSourceRanges = unknown.list;
    assert.deepEqual(await ask(outside("LoadBalancer", [tls], { loadBalancerSourceRanges })), [
      `spec.loadBalancerSourceRanges ${cannot}`,
    ]);
  });
});
