import assert from "node:assert/strict";
import { RabbitMQCluster } from "../../components";
import { deploy, only, valueOf, type Registered } from "../support/deploy";

const build = (settings: object = {}, name = "rabbitmq") =>
  deploy(() => new RabbitMQCluster(name, { namespace: "messaging", ...settings }));
const names = (resources: Registered[], type: string) =>
  resources.filter((resource) => resource.type === type).map(({ name }) => name);

describe("RabbitMQCluster", () => {
  it("registers exactly these resources for three nodes", async () => {
    const resources = await build();
    assert.deepEqual(resources.map(({ type, name }) => `${type} ${name}`).toSorted(), [
      "kubernetes:apps/v1:StatefulSet rabbitmq",
      "kubernetes:batch/v1:Job rabbitmq-import",
      "kubernetes:core/v1:ConfigMap rabbitmq-config",
      "kubernetes:core/v1:ConfigMap rabbitmq-definitions",
      "kubernetes:core/v1:Secret rabbitmq-admin",
      "kubernetes:core/v1:Secret rabbitmq-erlang-cookie",
      "kubernetes:core/v1:Secret rabbitmq-tls",
      "kubernetes:core/v1:Secret rabbitmq-users",
      "kubernetes:core/v1:Service rabbitmq",
      "kubernetes:core/v1:Service rabbitmq-headless",
      "kubernetes:core/v1:ServiceAccount rabbitmq",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy rabbitmq",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy rabbitmq-import",
      "kubernetes:policy/v1:PodDisruptionBudget rabbitmq",
      "messaging:index:RabbitMQCluster rabbitmq",
      "random:index/randomBytes:RandomBytes rabbitmq-admin-salt",
      "random:index/randomPassword:RandomPassword rabbitmq-admin-password",
      "random:index/randomPassword:RandomPassword rabbitmq-erlang-cookie",
      "random:index/randomString:RandomString rabbitmq-admin-name",
      "tls:index/certRequest:CertRequest rabbitmq-tls",
      "tls:index/locallySignedCert:LocallySignedCert rabbitmq-tls",
      "tls:index/privateKey:PrivateKey rabbitmq-ca-1-key",
      "tls:index/privateKey:PrivateKey rabbitmq-tls-key",
      "tls:index/selfSignedCert:SelfSignedCert rabbitmq-ca-1",
    ]);
  });

  it("has no PodDisruptionBudget, preStop or anti-affinity with one node", async () => {
    const resources = await build({ replicas: 1 });
    const { spec } = only(resources, "kubernetes:apps/v1:StatefulSet").inputs["spec"].template;
    assert.deepEqual(names(resources, "kubernetes:policy/v1:PodDisruptionBudget"), []);
    assert.equal(spec.containers[0].lifecycle, undefined);
    assert.equal(spec.affinity, undefined);
    assert.equal(spec.topologySpreadConstraints, undefined);
  });

  it("has a Role, and a token in the pods, where peer discovery asks the Kubernetes API", async () => {
    const resources = await build({ version: "4.0" });
    assert.deepEqual(only(resources, "kubernetes:rbac.authorization.k8s.io/v1:Role").inputs["rules"], [
      { apiGroups: [""], resources: ["endpoints"], resourceNames: ["rabbitmq-headless"], verbs: ["get"] },
      { apiGroups: [""], resources: ["events"], verbs: ["create"] },
    ]);
    const { spec } = only(resources, "kubernetes:apps/v1:StatefulSet").inputs["spec"].template;
    assert.equal(spec.automountServiceAccountToken, true);
    assert.equal(
      spec.containers[0].env.some((variable: { name: string }) => variable.name === "K8S_HOSTNAME_SUFFIX"),
      true,
    );
  });

  it("registers nothing when its settings are refused", async () => {
    let resources: Registered[] = [];
    await assert.rejects(async () => {
      resources = await build({ replicas: 2 });
    }, /^Error: RabbitMQCluster "rabbitmq": 1 problem\n {2}replicas: 2\n/);
    assert.deepEqual(resources, []);
  });

  it("refuses a name that would make pods without a DNS name", async () => {
    await assert.rejects(
      build({}, "Rabbit_MQ"),
      /name: "Rabbit_MQ"\n {4}allowed: a DNS label of at most 40 characters/,
    );
    await assert.rejects(build({ clusterDomain: "d".repeat(240) }), /allowed: a node name of at most 255 characters/);
  });

  it("governs its pods by the headless Service, which has a name for each before it is ready", async () => {
    const resources = await build();
    const service = only(resources, "kubernetes:core/v1:Service", "rabbitmq-headless").inputs;
    const set = only(resources, "kubernetes:apps/v1:StatefulSet").inputs;
    assert.deepEqual(
      [
        service["spec"].clusterIP,
        service["spec"].publishNotReadyAddresses,
        set["spec"].serviceName,
        service["metadata"].name,
      ],
      ["None", true, "rabbitmq-headless", "rabbitmq-headless"],
    );
    assert.deepEqual(service["spec"].selector, set["spec"].selector.matchLabels);
  });

  it("keeps the credentials out of the environment and the pod template", async () => {
    const resources = await build({ users: [{ name: "shop" }] });
    const secrets = resources.filter(({ type }) => type.startsWith("random:")).map(({ name }) => name);
    const visible = JSON.stringify(resources.filter(({ type }) => /StatefulSet|ConfigMap|Job/.test(type)));
    // The mocks make the values of the names.
    for (const name of secrets)
      assert.equal(visible.includes(name.replace(/[^A-Za-z0-9]/g, "") + "rotation"), false, name);
    const { env } = only(resources, "kubernetes:apps/v1:StatefulSet").inputs["spec"].template.spec.containers[0];
    assert.deepEqual(
      env.filter(({ name }: { name: string }) => /PASS|COOKIE|SECRET/.test(name)),
      [],
    );
  });

  it("gives each user a Secret in the keys of servicebinding.io", async () => {
    const resources = await build({
      vhosts: [{ name: "orders" }],
      users: [{ name: "shop", permissions: [{ vhost: "orders", write: ".*" }] }],
    });
    const { type, stringData } = only(resources, "kubernetes:core/v1:Secret", "rabbitmq-user-shop").inputs;
    const { password, ...open } = stringData;
    const host = "rabbitmq.messaging.svc.cluster.local";
    assert.equal(type, "servicebinding.io/rabbitmq");
    assert.deepEqual(open, {
      type: "rabbitmq",
      provider: "messaging",
      host,
      port: "5671",
      username: "shop",
      "virtual-host": "orders",
      uri: `amqps://shop:${password}@${host}:5671/orders`,
      "ca.crt": "certificate of rabbitmq-ca-1",
      certificates: "certificate of rabbitmq-ca-1",
    });
    assert.equal(password.length, 32);
  });

  it("tells clients where the nodes are", async () => {
    let cluster: RabbitMQCluster | undefined;
    await deploy(() => (cluster = new RabbitMQCluster("rabbitmq", { namespace: "messaging" })));
    assert.ok(cluster);
    assert.deepEqual(
      await valueOf(cluster.hosts),
      [0, 1, 2].map((i) => `rabbitmq-${i}.rabbitmq-headless.messaging.svc.cluster.local`),
    );
    assert.equal(await valueOf(cluster.managementUrl), "https://rabbitmq.messaging.svc.cluster.local:15671");
    assert.equal(
      await valueOf(cluster.portForward),
      "kubectl --namespace messaging port-forward service/rabbitmq 15671",
    );
    assert.equal(await valueOf(cluster.connectionSecretName), "rabbitmq-admin");
  });
});
