import assert from "node:assert/strict";
import { ZooKeeperEnsemble } from "../../components";
import { deploy, only, valueOf, type Registered } from "../support/deploy";

const build = (settings: object = {}, name = "zookeeper") =>
  deploy(() => new ZooKeeperEnsemble(name, { namespace: "messaging", ...settings }));
const names = (resources: Registered[]) => resources.map(({ type, name }) => `${type} ${name}`).toSorted();

describe("ZooKeeperEnsemble", () => {
  it("registers exactly these resources for three members", async () => {
    assert.deepEqual(names(await build()), [
      "kubernetes:apps/v1:StatefulSet zookeeper",
      "kubernetes:core/v1:ConfigMap zookeeper-config",
      "kubernetes:core/v1:Secret zookeeper-client-kafka",
      "kubernetes:core/v1:Secret zookeeper-tls",
      "kubernetes:core/v1:Service zookeeper",
      "kubernetes:core/v1:Service zookeeper-headless",
      "kubernetes:core/v1:ServiceAccount zookeeper",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy zookeeper",
      "kubernetes:policy/v1:PodDisruptionBudget zookeeper",
      "messaging:index:ZooKeeperEnsemble zookeeper",
      "tls:index/certRequest:CertRequest zookeeper-client-kafka",
      "tls:index/certRequest:CertRequest zookeeper-tls",
      "tls:index/locallySignedCert:LocallySignedCert zookeeper-client-kafka",
      "tls:index/locallySignedCert:LocallySignedCert zookeeper-tls",
      "tls:index/privateKey:PrivateKey zookeeper-ca-1-key",
      "tls:index/privateKey:PrivateKey zookeeper-client-kafka-key",
      "tls:index/privateKey:PrivateKey zookeeper-clients-ca-1-key",
      "tls:index/privateKey:PrivateKey zookeeper-tls-key",
      "tls:index/selfSignedCert:SelfSignedCert zookeeper-ca-1",
      "tls:index/selfSignedCert:SelfSignedCert zookeeper-clients-ca-1",
    ]);
  });

  it("has no PodDisruptionBudget with one member, and a PodMonitor where one is asked for", async () => {
    const alone = names(await build({ replicas: 1, metrics: { podMonitor: true } }));
    assert.ok(!alone.some((name) => name.includes("PodDisruptionBudget")));
    assert.ok(alone.includes("kubernetes:monitoring.coreos.com/v1:PodMonitor zookeeper"));
  });

  it("registers nothing when its settings are refused", async () => {
    let resources: Registered[] = [];
    await assert.rejects(async () => {
      resources = await build({ replicas: 2 });
    }, /^Error: ZooKeeperEnsemble "zookeeper": 1 problem\n {2}replicas: 2\n/);
    assert.deepEqual(resources, []);
  });

  it("refuses a name that would make pods without a DNS name", async () => {
    await assert.rejects(build({}, "Zoo_Keeper"), /name: "Zoo_Keeper"\n {4}allowed: a DNS label of at most 40/);
  });

  it("gives each member a name before it is ready, and clients one name for all that are", async () => {
    const resources = await build();
    const headless = only(resources, "kubernetes:core/v1:Service", "zookeeper-headless").inputs["spec"];
    const client = only(resources, "kubernetes:core/v1:Service", "zookeeper").inputs["spec"];
    const set = only(resources, "kubernetes:apps/v1:StatefulSet").inputs["spec"];
    assert.deepEqual(
      [headless.clusterIP, headless.publishNotReadyAddresses, set.serviceName],
      ["None", true, "zookeeper-headless"],
    );
    const port = (name: string, number: number) => ({ name, port: number, targetPort: name });
    const clients = [port("secure", 2281)];
    assert.deepEqual(headless.ports, [...clients, port("quorum", 2888), port("election", 3888)]);
    assert.deepEqual(client.ports, clients);
    assert.deepEqual([headless.selector, client.selector], [set.selector.matchLabels, set.selector.matchLabels]);
  });

  it("tells Kafka where the members are", async () => {
    let ensemble: ZooKeeperEnsemble | undefined;
    await deploy(() => (ensemble = new ZooKeeperEnsemble("zookeeper", { namespace: "messaging" })));
    assert.ok(ensemble);
    const hosts = [0, 1, 2].map((i) => `zookeeper-${i}.zookeeper-headless.messaging.svc.cluster.local`);
    assert.deepEqual(await valueOf(ensemble.hosts), hosts);
    assert.equal(await valueOf(ensemble.connect), hosts.map((host) => `${host}:2281`).join(","));
    assert.equal((await valueOf(ensemble.guarantees)).summary, "3 members: survives the loss of 1 member or 1 node");
  });
});
