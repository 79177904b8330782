import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { deploy, only, type Registered } from "../support/deploy";
import { refusals } from "../support/judged";

const load = createRequire(__filename);

describe("examples/kafka-zookeeper", () => {
  let resources: Registered[];
  before(async () => {
    // Resources register when the program loads, so it loads under the mocks.
    resources = await deploy(() => load(join(__dirname, "../../examples/kafka-zookeeper/index.ts")));
  });
  const kafka = () => only(resources, "kubernetes:apps/v1:StatefulSet", "kafka").inputs["spec"];

  it("breaks no mandatory policy of prod", () => assert.deepEqual(refusals(resources, "prod"), []));

  it("is three brokers of the last Kafka that has ZooKeeper, with a heap of half of their memory", () => {
    const { replicas, template } = kafka();
    const [server] = template.spec.containers;
    assert.deepEqual([replicas, server.image], [3, "apache/kafka:3.9.2"]);
    const heap = server.env.find(({ name }: { name: string }) => name === "KAFKA_HEAP_OPTS");
    assert.equal(heap.value, "-Xms2048m -Xmx2048m");
  });

  it("has brokers that find the ensemble's members by their names", () => {
    const file = only(resources, "kubernetes:core/v1:ConfigMap", "kafka-config").inputs["data"]["server.properties"];
    const [, connect = ""] = /^zookeeper\.connect=(.*)$/m.exec(file) ?? [];
    const ensemble = only(resources, "kubernetes:apps/v1:StatefulSet", "zookeeper").inputs;
    const { replicas, serviceName } = ensemble["spec"];
    const members = Array.from({ length: replicas }, (_, i) => `${ensemble["metadata"].name}-${i}.${serviceName}:2281`);
    assert.equal(connect, `${members.join(",")}/kafka`);
    const volume = kafka().template.spec.volumes.find(({ name }: { name: string }) => name === "zookeeper");
    only(resources, "kubernetes:core/v1:Secret", volume.secret.secretName as string);
  });

  it("declares the article's topics", () => {
    const script = only(resources, "kubernetes:core/v1:ConfigMap", "kafka-topics").inputs["data"][
      "topics.sh"
    ] as string;
    assert.deepEqual(script.match(/^declare_topic .*$/gm), [
      "declare_topic topic-0.properties my-topic 3 -",
      "declare_topic topic-1.properties high-throughput-topic 6 -",
    ]);
  });
});

describe("examples/kafka-external", () => {
  let resources: Registered[];
  before(async () => {
    resources = await deploy(() => load(join(__dirname, "../../examples/kafka-external/index.ts")));
  });

  it("breaks no mandatory policy of prod", () => assert.deepEqual(refusals(resources, "prod"), []));

  it("has a load balancer for each broker and for the first connection, of the names that clients are told", () => {
    const services = resources.filter(({ inputs }) => inputs["spec"]?.type === "LoadBalancer");
    const hosts = services.map(
      ({ inputs }) => inputs["metadata"].annotations["external-dns.alpha.kubernetes.io/hostname"],
    );
    const names = ["kafka.example.com", ...[0, 1, 2].map((id) => `kafka-${id}.example.com`)];
    assert.deepEqual(hosts, names);
    const script = only(resources, "kubernetes:core/v1:ConfigMap", "kafka-config").inputs["data"]["start.sh"];
    const told = [0, 1, 2].map((id) => `"kafka-${id}.example.com:9094"`).join(" ");
    assert.ok(
      (script as string).includes(`
addresses=(${told})
`),
      script,
    );
  });

  it("gives the application and the partner a Secret each", () => {
    for (const user of ["shop", "partner"]) only(resources, "kubernetes:core/v1:Secret", `kafka-user-${user}`);
  });
});
