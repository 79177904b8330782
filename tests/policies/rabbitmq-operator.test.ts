import assert from "node:assert/strict";
import { budget, container } from "./fixtures";
import { custom, rabbitmqCluster } from "./operators";
import { foundInAll } from "./questions";
import { unknown } from "./support";

const quorum = "default_queue_type = quorum";
const conf = (additionalConfig: string) => ({ replicas: 3, rabbitmq: { additionalConfig } });

describe("RabbitMQ's Cluster Operator", () => {
  it("makes one node when nobody says how many", async () => {
    assert.deepEqual(await foundInAll("quorum-replicas", [rabbitmqCluster()]), [
      "RabbitMQ has 1 of at least 3 members (spec.replicas).",
    ]);
  });

  it("is told by the place in its resource which value is unknown", async () => {
    assert.deepEqual(await foundInAll("quorum-replicas", [rabbitmqCluster({ replicas: unknown.text })]), [
      "spec.replicas is unknown before the deployment, so it cannot be judged.",
    ]);
    assert.deepEqual(await foundInAll("quorum-replicas", [rabbitmqCluster(conf(unknown.text))]), [
      "spec.rabbitmq.additionalConfig is unknown before the deployment, so it cannot be judged.",
    ]);
  });

  it("adds people's lines of rabbitmq.conf to its own", async () => {
    assert.deepEqual(await foundInAll("rabbitmq-replication", [rabbitmqCluster(conf(quorum))]), []);
    assert.deepEqual(await foundInAll("rabbitmq-replication", [rabbitmqCluster(conf(""))]), [
      "Nothing that is known of the broker sets default_queue_type, so queues are classic: on one node only.",
    ]);
    const ignoring = { ...conf(`${quorum}\ncluster_partition_handling = ignore`), image: "rabbitmq:4.1" };
    assert.deepEqual(await foundInAll("rabbitmq-replication", [rabbitmqCluster(ignoring)]), [
      "cluster_partition_handling in spec.rabbitmq.additionalConfig lets both sides of a network partition go on by themselves.",
    ]);
  });

  it("asks the ports that there are whether a node is well", async () => {
    const tls = { secretName: "certificates" };
    for (const spec of [{}, { tls }, { tls: { ...tls, disableNonTLSListeners: true } }]) {
      assert.deepEqual(await foundInAll("health-probes", [rabbitmqCluster(spec)]), []);
    }
  });

  it("makes a first user of its own, so that there is no guest", async () => {
    assert.deepEqual(await foundInAll("default-users", [rabbitmqCluster()]), []);
    assert.deepEqual(await foundInAll("broker-secrets", [rabbitmqCluster()]), []);
    const guest = conf("default_user = guest\ndefault_pass = guest");
    assert.equal((await foundInAll("broker-secrets", [rabbitmqCluster(guest)])).length, 1);
    assert.ok((await foundInAll("default-users", [rabbitmqCluster(guest)])).length > 0);
  });

  it("tells nodes how much memory they have", async () => {
    assert.deepEqual(await foundInAll("rabbitmq-thresholds", [rabbitmqCluster()]), []);
    const above = conf("vm_memory_high_watermark.absolute = 4GB");
    assert.equal((await foundInAll("rabbitmq-thresholds", [rabbitmqCluster(above)])).length, 1);
  });

  it("gives its nodes resources, unless people give others", async () => {
    assert.deepEqual(await foundInAll("container-resources", [rabbitmqCluster()]), []);
    assert.deepEqual(await foundInAll("container-resources", [rabbitmqCluster({ resources: {} })]), [
      "spec.resources has no requests.cpu, limits.cpu, requests.memory, limits.memory.",
    ]);
  });

  it("does not keep its nodes apart by itself", async () => {
    const [message] = await foundInAll("node-spread", [rabbitmqCluster({ replicas: 3 })]);
    assert.match(message ?? "", /^The 3 replicas may run on one node/);
  });

  it("makes no PodDisruptionBudget, but people may", async () => {
    const selector = { matchLabels: { "app.kubernetes.io/name": "mq" } };
    const cluster = rabbitmqCluster({ replicas: 3 });
    assert.equal((await foundInAll("disruption-budget", [cluster])).length, 1);
    assert.deepEqual(await foundInAll("disruption-budget", [cluster, budget({ selector, maxUnavailable: 1 })]), []);
  });

  it("gives its nodes names and a token that they use, and no NetworkPolicy", async () => {
    const cluster = [rabbitmqCluster(conf(quorum))];
    assert.deepEqual(await foundInAll("headless-service", cluster), []);
    assert.deepEqual(await foundInAll("service-account", cluster), []);
    assert.equal((await foundInAll("network-isolation", cluster)).length, 1);
  });

  it("lays an override over what it makes, containers by name", async () => {
    const override = (containers: object[]) => ({
      replicas: 3,
      override: { statefulSet: { spec: { template: { spec: { containers } } } } },
    });
    assert.deepEqual(
      await foundInAll("container-resources", [rabbitmqCluster(override([{ name: "rabbitmq", tty: true }]))]),
      [],
    );
    const sidecar = { ...container, name: "sidecar", image: "busybox:1.37", resources: {} };
    assert.deepEqual(await foundInAll("container-resources", [rabbitmqCluster(override([sidecar]))]), [
      "spec.override.statefulSet.spec.template.spec.containers[0].resources has no requests.cpu, limits.cpu, requests.memory, limits.memory.",
    ]);
  });

  it("makes nothing of an exempt resource that the rule would judge", async () => {
    const day = new Date(Date.now() + 30 * 24 * 3600 * 1000).toISOString().slice(0, 10);
    const annotations = { "policy.messaging.dev/exempt": `quorum-replicas: a test cluster, until ${day}` };
    assert.deepEqual(await foundInAll("quorum-replicas", [rabbitmqCluster({}, { annotations })]), []);
    assert.deepEqual(await foundInAll("exempted", [rabbitmqCluster({}, { annotations })]), [
      `quorum-replicas does not count here until ${day}.`,
    ]);
  });
});

describe("RabbitMQ's Topology Operator", () => {
  const of = (kind: string, spec: object) => [custom(`rabbitmq.com/v1beta1:${kind}`, "declared", spec)];

  it("declares queues, of a type in a field of its own or in the arguments", async () => {
    const told = "spec is a classic queue: its messages are on one node only.";
    const ask = (spec: object) => foundInAll("rabbitmq-replication", of("Queue", { name: "q", ...spec }));
    assert.deepEqual(await ask({ type: "classic", durable: true }), [told]);
    assert.deepEqual(await ask({ durable: true, arguments: { "x-queue-type": "classic" } }), [told]);
    assert.deepEqual(await ask({ type: "quorum", durable: true }), []);
  });

  it("declares queues of the cluster's type, which is classic where no cluster says otherwise", async () => {
    const queue = of("Queue", { name: "q", durable: true });
    const cluster = (additionalConfig: string) =>
      custom("rabbitmq.com/v1beta1:RabbitmqCluster", "mq", { replicas: 3, rabbitmq: { additionalConfig } });
    const classic = "spec is a classic queue: its messages are on one node only.";
    assert.deepEqual(await foundInAll("rabbitmq-replication", queue), [classic]);
    const found = await foundInAll("rabbitmq-replication", [...queue, cluster("channel_max = 100")]);
    assert.ok(found.includes(classic));
    assert.deepEqual(await foundInAll("rabbitmq-replication", [...queue, cluster("default_queue_type = quorum")]), []);
  });

  it("declares policies and operator policies", async () => {
    const mirrored = { name: "p", pattern: ".*", definition: { "ha-mode": "all" } };
    for (const kind of ["Policy", "OperatorPolicy"]) {
      assert.deepEqual(await foundInAll("rabbitmq-replication", of(kind, mirrored)), [
        "spec.definition mirrors classic queues, which RabbitMQ 4.0 no longer does.",
      ]);
    }
  });

  it("declares virtual hosts", async () => {
    assert.deepEqual(
      await foundInAll("rabbitmq-replication", of("Vhost", { name: "v", defaultQueueType: "classic" })),
      ["spec.defaultQueueType makes queues that are on one node only."],
    );
  });

  it("is no policy of anybody else", async () => {
    const kyverno = custom("kyverno.io/v1:Policy", "p", { definition: { "ha-mode": "all" } });
    assert.deepEqual(await foundInAll("rabbitmq-replication", [kyverno]), []);
  });
});
