import assert from "node:assert/strict";
import { container, service, statefulSet } from "./fixtures";
import { foundInStack } from "./questions";
import { unknown, type Resource } from "./support";

const ask = (set: Resource, ...others: Resource[]) => foundInStack("headless-service", [set, ...others]);
const image = (name: string, replicas = 3) =>
  statefulSet({ containers: [{ ...container, image: name }] }, { replicas });
const path = "Service/rabbitmq-headless.spec";
const absent =
  "spec.serviceName names no Service of its namespace that is in the stack, so nothing shows that members find each other.";
const addressed = `${path}.clusterIP is not None, so the Service that the StatefulSet names has one address and the pods have no names.`;
const elsewhere = `${path}.selector does not match the labels of the pods, so they have no names.`;
const waiting = `${path}.publishNotReadyAddresses is not true, so members that are not ready do not find each other: after a full stop none becomes ready.`;
const patient = service({ publishNotReadyAddresses: undefined });

describe("policy headless-service", () => {
  it("accepts a headless Service that selects the pods before they are ready", async () => {
    assert.deepEqual(await ask(statefulSet(), service()), []);
  });

  it("refuses a StatefulSet that names none, message system or not", async () => {
    const unnamed = "spec.serviceName is not set, so the pods have no names that their peers find them by.";
    assert.deepEqual(await ask(statefulSet({}, { serviceName: undefined }), service()), [unnamed]);
    const containers = [{ name: "db", image: "postgres:17" }];
    assert.deepEqual(await ask(statefulSet({ containers }, { serviceName: "" }), service()), [unnamed]);
  });

  it("refuses a name of which the stack has no Service", async () => {
    assert.deepEqual(await ask(statefulSet()), [absent]);
    assert.deepEqual(await ask(statefulSet(), service({}, { name: "other" })), [absent]);
    assert.deepEqual(await ask(statefulSet(), service({}, { namespace: "other" })), [absent]);
  });

  it("refuses a Service with an address", async () => {
    assert.deepEqual(await ask(statefulSet(), service({ clusterIP: undefined })), [addressed]);
    assert.deepEqual(await ask(statefulSet(), service({ clusterIP: "10.0.0.1" })), [addressed]);
  });

  it("refuses a Service of other pods, or of none", async () => {
    assert.deepEqual(await ask(statefulSet(), service({ selector: { app: "zk" } })), [elsewhere]);
    assert.deepEqual(await ask(statefulSet(), service({ selector: undefined })), [elsewhere]);
  });

  it("asks for addresses before readiness where a message system has several members", async () => {
    for (const set of [image("rabbitmq:4.3"), image("zookeeper:3.9"), image("apache/kafka:4.3.1")]) {
      assert.deepEqual(await ask(set, patient), [waiting]);
    }
    for (const set of [image("rabbitmq:4.3", 1), image("postgres:17")]) {
      assert.deepEqual(await ask(set, patient), []);
    }
  });

  it("does not count the annotation that Kubernetes used to read", async () => {
    const annotations = { "service.alpha.kubernetes.io/tolerate-unready-endpoints": "true" };
    assert.deepEqual(await ask(statefulSet(), service({ publishNotReadyAddresses: false }, { annotations })), [
      waiting,
    ]);
  });

  it("refuses a selector that does not match the template", async () => {
    const message =
      "spec.selector does not match the labels of the pod template, so the API server refuses the StatefulSet.";
    assert.deepEqual(await ask(statefulSet({}, { selector: { matchLabels: { app: "zk" } } }), service()), [message]);
  });

  const cannot = "is unknown before the deployment, so it cannot be judged.";
  const unknowns: [string, Resource, Resource, string][] = [
    ["serviceName", statefulSet({}, { serviceName: unknown.text }), service(), "spec.serviceName"],
    ["the address", statefulSet(), service({ clusterIP: unknown.text }), `${path}.clusterIP`],
    ["the Service's selector", statefulSet(), service({ selector: unknown.map }), `${path}.selector`],
    ["replicas", statefulSet({}, { replicas: unknown.text }), patient, "spec.replicas"],
  ];
  for (const [what, set, other, place] of unknowns) {
    it(`fails closed when ${what} cannot be known`, async () => {
      assert.deepEqual(await ask(set, other), [`${place} ${cannot}`]);
    });
  }

  it("is not held up by containers that it does not judge", async () => {
    const containers = [{ name: "logs", image: unknown.text }, container];
    assert.deepEqual(await ask(statefulSet({ containers, initContainers: unknown.list }), service()), []);
  });
});
