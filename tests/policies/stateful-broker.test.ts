import assert from "node:assert/strict";
import { container, statefulSet, workload } from "./fixtures";
import { found } from "./questions";

const asks = (kind: string, given: object = {}) =>
  found("stateful-broker", workload(kind, { containers: [{ ...container, ...given }] }));

describe("policy stateful-broker", () => {
  for (const kind of ["Deployment", "DaemonSet", "ReplicaSet"]) {
    it(`refuses a broker as a ${kind}`, async () => {
      assert.deepEqual(await asks(kind), [
        `A rabbitmq broker runs as a ${kind}: its pods have no lasting name and no volume of their own.`,
      ]);
    });
  }

  it("accepts a broker as a StatefulSet", async () => {
    assert.deepEqual(await found("stateful-broker", statefulSet()), []);
  });

  it("accepts a Deployment that only uses a broker's tools", async () => {
    assert.deepEqual(await asks("Deployment", { command: ["sh", "-c", "rabbitmqctl status"] }), []);
  });

  it("accepts an exporter, whatever its labels say", async () => {
    assert.deepEqual(await asks("Deployment", { image: "kbudde/rabbitmq-exporter:1.0" }), []);
  });

  it("accepts a client that runs as a Deployment", async () => {
    assert.deepEqual(
      await asks("Deployment", { image: "shop", env: [{ name: "RABBITMQ_HOST", value: "rabbitmq" }] }),
      [],
    );
  });

  it("accepts a Job that uses a broker's image", async () => assert.deepEqual(await asks("Job"), []));
});
