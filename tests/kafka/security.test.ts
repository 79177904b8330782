import assert from "node:assert/strict";
import { memberNetworkPolicy } from "../../components/kafka/access";
import { acls } from "../../components/kafka/acls";
import { statefulSet } from "../../components/kafka/manifests";
import { topicsJob } from "../../components/kafka/topics-job";
import { user } from "../../components/kafka/user-schema";
import { context, onZooKeeper, roleContext, separate } from "./support";
import type { Plain } from "../support/plain";

const secure = { tls: {} };
const withCertificates = { ...secure, users: [{ name: "bill", authentication: "tls" }] };

const properties = (settings: object, name?: string) =>
  new Map(
    (roleContext(settings, name).files["server.properties"] ?? "")
      .split("\n")
      .map((line): [string, string] => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );

describe("a Kafka cluster with TLS", () => {
  it("asks clients for a password and members for a certificate, on every listener", () => {
    const found = properties(secure);
    assert.equal(found.get("listener.security.protocol.map"), "CLIENT:SASL_SSL,REPLICATION:SSL,CONTROLLER:SSL");
    assert.equal(found.get("listener.name.replication.ssl.client.auth"), "required");
    assert.equal(found.get("listener.name.controller.ssl.client.auth"), "required");
    assert.equal(found.get("sasl.enabled.mechanisms"), "SCRAM-SHA-512");
    assert.deepEqual(
      ["ssl.endpoint.identification.algorithm", "ssl.enabled.protocols"].map((key) => found.get(key)),
      ["https", "TLSv1.2,TLSv1.3"],
    );
  });

  it("says so for clients outside, too", () => {
    const external = { type: "loadBalancer", host: "kafka-{id}.example.com", allowedCidrs: ["203.0.113.0/24"] };
    assert.match(properties({ ...secure, external }).get("listener.security.protocol.map") ?? "", /EXTERNAL:SASL_SSL/);
  });

  it("knows the holder of a certificate by its common name, on a listener that there is for them only", () => {
    const found = properties(withCertificates);
    assert.match(found.get("listeners") ?? "", /MUTUAL:\/\/:9095/);
    assert.equal(found.get("listener.name.mutual.ssl.client.auth"), "required");
    assert.equal(found.get("listener.name.mutual.ssl.principal.mapping.rules"), "RULE:^CN=([^,]+).*$/$1/");
    assert.doesNotMatch(properties(secure).get("listeners") ?? "", /MUTUAL/);
  });

  it("authorizes on brokers and controllers by whoever keeps the rights", () => {
    const authorizer = (settings: object, name?: string) => properties(settings, name).get("authorizer.class.name");
    const standard = "org.apache.kafka.metadata.authorizer.StandardAuthorizer";
    assert.equal(authorizer({ ...secure, ...separate }), standard);
    assert.equal(authorizer({ ...secure, ...separate }, "kafka-controller"), standard);
    assert.equal(authorizer({ ...secure, ...onZooKeeper }), "kafka.security.authorizer.AclAuthorizer");
  });

  it("mounts the certificates for the group only, in members and Jobs", () => {
    const owners = [statefulSet(roleContext(secure)).spec as Plain, topicsJob(context(secure)).spec as Plain];
    for (const { containers, volumes } of owners.map((spec) => spec["template"].spec)) {
      assert.deepEqual(
        volumes.find(({ name }: Plain) => name === "tls"),
        { name: "tls", secret: { secretName: "kafka-tls", defaultMode: 0o440 } },
      );
      assert.deepEqual(
        containers[0].volumeMounts.find(({ name }: Plain) => name === "tls"),
        { name: "tls", mountPath: "/etc/kafka-tls", readOnly: true },
      );
    }
  });

  it("rolls its members for another certificate", () => {
    const annotations = (revision: string) =>
      (statefulSet({ ...roleContext(secure), revision }).spec as Plain)["template"].metadata.annotations;
    assert.deepEqual(annotations("abc"), { "messaging/certificate": "abc" });
  });

  it("opens the brokers' own port to its Jobs, which come as members, and clients' ports to clients", () => {
    const { ingress } = memberNetworkPolicy(roleContext(withCertificates)).spec as Plain;
    const from = (port: number) =>
      ingress
        .find(({ ports }: Plain) => ports[0].port === port)
        .from.map(
          ({ podSelector: { matchLabels } }: Plain) =>
            matchLabels["role"] ?? matchLabels["app.kubernetes.io/component"],
        );
    assert.deepEqual(from(9091), ["server", "topics", "users"]);
    assert.deepEqual(from(9092), ["producer", "consumer", "admin"]);
    assert.deepEqual(from(9095), ["producer", "consumer", "admin"]);
  });
});

describe("rights of a user", () => {
  const lines = (rights: object) =>
    acls(user.parse({ name: "shop", ...rights })).map(
      ({ operation, resource, pattern, name }) => `${operation} ${resource} ${pattern} ${name}`,
    );

  it("are to write, to read, to be in groups and to have transactions, by name or by the beginning of names", () => {
    assert.deepEqual(
      lines({ produce: ["orders", "log-*"], consume: ["*"], groups: ["a-*"], transactionalIds: ["t"] }),
      [
        "Write topic literal orders",
        "Write topic prefixed log-",
        "Write transactional-id literal t",
        "Read topic literal *",
        "Read group prefixed a-",
      ],
    );
  });

  it("are groups of its own name for who consumes, and none for who does not", () => {
    assert.deepEqual(lines({ consume: ["orders"] }).slice(1), ["Read group literal shop", "Read group prefixed shop-"]);
    assert.deepEqual(lines({ produce: ["orders"] }), ["Write topic literal orders"]);
    assert.deepEqual(lines({}), []);
  });
});
