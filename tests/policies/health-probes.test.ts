import assert from "node:assert/strict";
import { container, statefulSet, workload } from "./fixtures";
import { found } from "./questions";
import { unknown } from "./support";

const policy = "health-probes";
const path = "spec.template.spec.containers[0]";
const ask = (given: object) => found(policy, statefulSet({ containers: [{ ...container, ...given }] }));
const none = `${path} has no readinessProbe, so a rollout goes on before the broker has joined its peers.`;
const same = `${path}.livenessProbe asks what the readinessProbe asks and is no more patient: a broker that is not ready is killed.`;
const wide = `${path}.livenessProbe asks for more than the process, so trouble of the cluster kills its members one after the other.`;
const exec = (...command: string[]) => ({ exec: { command } });
const { readinessProbe } = container;

describe("policy health-probes", () => {
  it("accepts a readiness probe, or a startup probe in its place", async () => {
    assert.deepEqual(await ask({}), []);
    assert.deepEqual(await ask({ readinessProbe: undefined, startupProbe: readinessProbe }), []);
  });

  it("refuses a broker without either", async () => {
    assert.deepEqual(await ask({ readinessProbe: undefined }), [none]);
    assert.deepEqual(await ask({ readinessProbe: undefined, livenessProbe: exec("sh", "-c", "ping") }), [none]);
  });

  it("refuses a liveness probe that is the readiness probe", async () => {
    assert.deepEqual(await ask({ livenessProbe: readinessProbe }), [same]);
    assert.deepEqual(await ask({ livenessProbe: { ...readinessProbe, initialDelaySeconds: 60 } }), [same]);
    assert.deepEqual(await ask({ readinessProbe: exec("ok"), livenessProbe: exec("ok") }), [same]);
  });

  it("accepts a liveness probe that is more patient or asks something else", async () => {
    assert.deepEqual(await ask({ livenessProbe: { ...readinessProbe, failureThreshold: 4 } }), []);
    assert.deepEqual(await ask({ livenessProbe: { tcpSocket: { port: 5672 } } }), []);
    assert.deepEqual(await ask({ livenessProbe: exec("rabbitmq-diagnostics", "-q", "ping") }), []);
  });

  const asksMore: [image: string, probe: object][] = [
    ["rabbitmq:4.3", exec("sh", "-c", "rabbitmqctl node_health_check")],
    ["rabbitmq:4.3", { httpGet: { path: "/api/health/checks/alarms", port: 15672 } }],
    ["apache/kafka:4.3.1", exec("sh", "-c", "kafka-topics.sh --list")],
    ["zookeeper:3.9", exec("zkCli.sh", "ls", "/")],
  ];
  for (const [image, livenessProbe] of asksMore) {
    it(`refuses ${JSON.stringify(livenessProbe)}`, async () => {
      assert.deepEqual(await ask({ image, livenessProbe }), [wide]);
      assert.deepEqual(await ask({ image, startupProbe: livenessProbe }), []);
    });
  }

  it("refuses a named port that the container does not have", async () => {
    const [tcpSocket, startupProbe] = [{ port: "amqps" }, { tcpSocket: { port: "amqp" } }];
    assert.deepEqual(await ask({ readinessProbe: { tcpSocket }, startupProbe }), [
      `${path}.readinessProbe.tcpSocket.port names a port that the container does not have.`,
    ]);
  });

  it("accepts a port by its number, whether it is listed or not", async () => {
    assert.deepEqual(await ask({ readinessProbe: { tcpSocket: { port: 15672 } } }), []);
    assert.deepEqual(await ask({ readinessProbe: { tcpSocket: { port: "5672" } } }), []);
  });

  it("judges the broker's container alone, of any kind that keeps it running", async () => {
    const sidecar = { name: "logs", image: "fluent-bit:4", livenessProbe: readinessProbe };
    assert.deepEqual(
      await found(policy, statefulSet({ containers: [sidecar, container], initContainers: [sidecar] })),
      [],
    );
    const containers = [{ ...container, readinessProbe: undefined }];
    assert.deepEqual(await found(policy, workload("Deployment", { containers })), [none]);
    assert.deepEqual(await found(policy, statefulSet({ containers: [{ name: "db", image: "postgres:17" }] })), []);
  });

  it("fails closed on what it judges", async () => {
    const cannot = "is unknown before the deployment, so it cannot be judged.";
    assert.deepEqual(await ask({ livenessProbe: { exec: { command: unknown.list } } }), [
      `${path}.livenessProbe.exec.command ${cannot}`,
    ]);
  });
});
