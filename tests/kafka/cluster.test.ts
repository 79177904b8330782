import assert from "node:assert/strict";
import { KafkaCluster } from "../../components/kafka/cluster";
import { kafkaUuid } from "../../components/kafka/ids";
import { deploy, only, valueOf, type Registered } from "../support/deploy";
import { onZooKeeper, plaintext, separate } from "./support";

const build = (settings: object = {}, name = "kafka") =>
  deploy(() => new KafkaCluster(name, { namespace: "messaging", ...plaintext, ...settings }));
const listed = (resources: Registered[]) => resources.map(({ type, name }) => `${type} ${name}`).toSorted();

const common = [
  "kubernetes:apps/v1:StatefulSet kafka",
  "kubernetes:batch/v1:Job kafka-topics",
  "kubernetes:core/v1:ConfigMap kafka-config",
  "kubernetes:core/v1:ConfigMap kafka-topics",
  "kubernetes:core/v1:Secret kafka-connection",
  "kubernetes:core/v1:Service kafka",
  "kubernetes:core/v1:Service kafka-headless",
  "kubernetes:core/v1:ServiceAccount kafka",
  "kubernetes:networking.k8s.io/v1:NetworkPolicy kafka",
  "kubernetes:networking.k8s.io/v1:NetworkPolicy kafka-topics",
  "kubernetes:policy/v1:PodDisruptionBudget kafka",
  "messaging:index:KafkaCluster kafka",
];
const ids = [
  "kubernetes:core/v1:ConfigMap kafka-ids",
  ...["cluster-id", "directory-id-0", "directory-id-1", "directory-id-2"].map(
    (id) => `random:index/randomUuid:RandomUuid kafka-${id}`,
  ),
];

describe("KafkaCluster", () => {
  it("registers exactly these resources for three combined nodes", async () => {
    assert.deepEqual(listed(await build()), [...common, ...ids].toSorted());
  });

  it("has a StatefulSet, names, a budget and a NetworkPolicy more for separate controllers", async () => {
    const controllers = [
      "kubernetes:apps/v1:StatefulSet kafka-controller",
      "kubernetes:core/v1:ConfigMap kafka-controller-config",
      "kubernetes:core/v1:Service kafka-controller-headless",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy kafka-controller",
      "kubernetes:policy/v1:PodDisruptionBudget kafka-controller",
    ];
    assert.deepEqual(listed(await build(separate)), [...common, ...ids, ...controllers].toSorted());
  });

  it("generates no ids on ZooKeeper, which keeps the cluster's", async () => {
    assert.deepEqual(listed(await build(onZooKeeper)), common);
  });

  it("has no PodDisruptionBudget, preStop or anti-affinity with one node", async () => {
    const resources = await build({ brokers: { replicas: 1 } });
    const { spec } = only(resources, "kubernetes:apps/v1:StatefulSet").inputs["spec"].template;
    assert.deepEqual(
      listed(resources).filter((line) => line.includes("PodDisruptionBudget")),
      [],
    );
    assert.deepEqual(
      [spec.containers[0].lifecycle, spec.affinity, spec.topologySpreadConstraints],
      [undefined, undefined, undefined],
    );
  });

  it("has a PodMonitor for each role where one is asked for", async () => {
    const resources = await build({ ...separate, metrics: { podMonitor: true, jmxExporter: {} } });
    const monitors = resources.filter(({ type }) => type.includes("PodMonitor")).map(({ name }) => name);
    assert.deepEqual(monitors.toSorted(), ["kafka", "kafka-controller"]);
  });

  it("registers nothing when its settings are refused", async () => {
    let resources: Registered[] = [];
    await assert.rejects(async () => {
      resources = await build({ brokers: { replicas: 2 } });
    }, /^Error: KafkaCluster "kafka": 1 problem\n {2}brokers\.replicas: 2\n/);
    assert.deepEqual(resources, []);
  });

  it("writes ids as Kafka does: a UUID's bytes in Base64 for URLs", () => {
    assert.equal(kafkaUuid("fbe83a7a-19ed-4c9a-9e30-a2d0a5ffffff"), "--g6ehntTJqeMKLQpf___w");
  });

  it("tells clients where the brokers are, and how to lose nothing", async () => {
    let cluster: KafkaCluster | undefined;
    const resources = await deploy(
      () => (cluster = new KafkaCluster("kafka", { namespace: "messaging", ...plaintext, ...separate })),
    );
    assert.ok(cluster);
    const servers = [0, 1, 2].map((i) => `kafka-${i}.kafka-headless.messaging.svc.cluster.local:9092`).join(",");
    assert.equal(await valueOf(cluster.bootstrapServers), servers);
    const properties = await valueOf(cluster.clientProperties);
    assert.deepEqual(properties.split("\n"), [
      `bootstrap.servers=${servers}`,
      "security.protocol=PLAINTEXT",
      "acks=all",
      "enable.idempotence=true",
      "request.timeout.ms=4000",
      "socket.connection.setup.timeout.ms=1000",
      "socket.connection.setup.timeout.max.ms=2000",
      "delivery.timeout.ms=120000",
      "max.in.flight.requests.per.connection=5",
      "",
    ]);
    const { type, stringData } = only(resources, "kubernetes:core/v1:Secret").inputs;
    assert.equal(type, "servicebinding.io/kafka");
    assert.deepEqual(stringData, {
      type: "kafka",
      provider: "messaging",
      "bootstrap-servers": servers,
      "client.properties": properties,
    });
    assert.equal(await valueOf(cluster.connectionSecretName), "kafka-connection");
  });
});
