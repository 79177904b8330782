import assert from "node:assert/strict";
import { auditOf, told, two } from "./support";

const indented = (text: string) => text.replace(/^/gm, "    ").replace(/^ {4}$/gm, "");

describe("audit", () => {
  it("names file, line and object of a finding", () => {
    assert.deepEqual(told(auditOf({ "a.yaml": two })), [
      "a.yaml:7 quorum-replicas StatefulSet/messaging/mq",
      "a.yaml:9 node-spread StatefulSet/messaging/mq",
    ]);
  });

  it("judges every document of a file and every file, in one stack", () => {
    const second = two.replaceAll("name: mq", "name: other");
    const found = told(auditOf({ "a.yaml": `# chart\n---\n${two}---\n${second}`, "b.yaml": two }, ["quorum-replicas"]));
    assert.deepEqual(found, [
      "a.yaml:9 quorum-replicas StatefulSet/messaging/mq",
      "a.yaml:22 quorum-replicas StatefulSet/messaging/other",
      "b.yaml:7 quorum-replicas StatefulSet/messaging/mq",
    ]);
  });

  it("looks into lists, and gives the entries of a list of one kind their own", () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n  -\n${indented(two)}`;
    assert.deepEqual(told(auditOf({ "a.yaml": list }, ["quorum-replicas"])), [
      "a.yaml:11 quorum-replicas StatefulSet/messaging/mq",
    ]);
    const bare = indented(two.split("\n").slice(2).join("\n"));
    const typed = `apiVersion: apps/v1\nkind: StatefulSetList\nitems:\n  -\n${bare}`;
    assert.deepEqual(told(auditOf({ "a.yaml": typed }, ["quorum-replicas"])), [
      "a.yaml:9 quorum-replicas StatefulSet/messaging/mq",
    ]);
  });

  it("reads JSON", () => {
    const json = JSON.stringify(
      {
        apiVersion: "apps/v1",
        kind: "StatefulSet",
        metadata: { name: "a" },
        spec: { replicas: 2, template: { spec: { containers: [{ image: "rabbitmq" }] } } },
      },
      null,
      1,
    );
    assert.deepEqual(told(auditOf({ "a.json": json }, ["quorum-replicas"])), [
      "a.json:8 quorum-replicas StatefulSet/default/a",
    ]);
  });

  it("reads what YAML 1.1 means, as kubectl does", () => {
    const octal = two.replace("replicas: 2", "replicas: 03");
    assert.deepEqual(told(auditOf({ "a.yaml": octal }, ["quorum-replicas"])), []);
  });

  it("follows an alias to the line where the value stands", () => {
    const aliased = two.replace("spec:\n  replicas: 2", "spec:\n  <<: &most\n    replicas: 2");
    assert.deepEqual(told(auditOf({ "a.yaml": aliased }, ["quorum-replicas"])), [
      "a.yaml:6 quorum-replicas StatefulSet/messaging/mq",
    ]);
  });

  it("reports every document that is no YAML and judges the others", () => {
    const { problems, ...rest } = auditOf({ "a.yaml": `a: "\n---\n${two}---\nb: [1\n---\n{{ .Values.x }}: 1\n` }, [
      "quorum-replicas",
    ]);
    assert.deepEqual(
      problems.map(({ line, message }) => `${line}: ${message}`),
      [
        "1: no YAML: missing char",
        "16: no YAML: bad indent",
        "18: a key is no text, as in a template that is not rendered",
      ],
    );
    assert.equal(rest.found.length, 1);
  });

  it("tells nothing of the text that is no YAML", () => {
    const { problems } = auditOf({ "a.yaml": "- hunter2\nhunter2: hunter2\n---\nkey: |hunter2\n---\na: *hunter2\n" });
    assert.equal(problems.length, 3);
    assert.ok(!JSON.stringify(problems).includes("hunter2"));
  });

  it("refuses what is no object of Kubernetes, but passes over it in a folder", () => {
    const values = "replicaCount: 1\n";
    assert.deepEqual(auditOf({ "values.yaml": values }).problems, [
      { file: "values.yaml", line: 1, message: "no object of Kubernetes: it has neither apiVersion nor kind" },
    ]);
    assert.deepEqual(auditOf({ "values.yaml": values }, [], true).problems, []);
    assert.equal(auditOf({ "a.yaml": "kind: Service\n" }, [], true).problems.length, 1);
  });

  it("judges what people wrote, not what a controller makes of it", () => {
    const pod = `apiVersion: v1
kind: Pod
metadata:
  name: mq-0
  namespace: messaging
  ownerReferences: [{ apiVersion: apps/v1, kind: StatefulSet, name: mq, controller: true }]
spec: { containers: [{ image: "rabbitmq:4.3" }] }
`;
    assert.deepEqual(told(auditOf({ "a.yaml": `${two}---\n${pod}` }, ["stateful-broker"])), []);
    assert.deepEqual(auditOf({ "a.yaml": `${two}---\n${pod}` }).notes, []);
    assert.deepEqual(auditOf({ "a.yaml": pod }).notes, [
      "Pod/messaging/mq-0 is not judged: a controller made it of an object that is not here",
    ]);
  });

  it("names the line of a setting in a file that stands line by line", () => {
    const map = `apiVersion: v1
kind: ConfigMap
metadata: { name: conf }
data:
  rabbitmq.conf: |
    # queues
    log.console = true

    default_queue_type = classic
`;
    assert.deepEqual(told(auditOf({ "a.yaml": map }, ["rabbitmq-replication"])), [
      "a.yaml:9 rabbitmq-replication ConfigMap/default/conf",
    ]);
  });

  it("joins objects over files, and names the line in the other one", () => {
    const set = two.replace(
      "spec:\n      containers",
      "spec:\n      volumes: [{ name: c, configMap: { name: conf } }]\n      containers",
    );
    const map =
      "kind: ConfigMap\napiVersion: v1\nmetadata: { name: conf, namespace: messaging }\ndata:\n  rabbitmq.conf: default_queue_type = classic\n";
    assert.deepEqual(told(auditOf({ "a.yaml": set, "b.yaml": map }, ["rabbitmq-replication"])), [
      "b.yaml:5 rabbitmq-replication ConfigMap/messaging/conf",
    ]);
  });
});
