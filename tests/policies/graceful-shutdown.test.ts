import assert from "node:assert/strict";
import { container, statefulSet, workload } from "./fixtures";
import { found } from "./questions";
import { unknown } from "./support";

const policy = "graceful-shutdown";
const path = "spec.template.spec.terminationGracePeriodSeconds";
const hook = "spec.template.spec.containers[0].lifecycle.preStop";
const needs = (said: string, least: number) =>
  `${path} ${said}; a broker that is killed while it hands over needs ${least} at least.`;
const silent = `${hook} does nothing, so the node stops with the leaders of its queues and whether or not a majority is left.`;
const ask = (given: object, spec: object = {}, settings: object = {}) =>
  found(policy, statefulSet(given, spec), settings);
const seconds = (terminationGracePeriodSeconds: unknown, image = container.image, settings: object = {}) =>
  ask({ terminationGracePeriodSeconds, containers: [{ ...container, image }] }, {}, settings);
const kafka = "apache/kafka:4.3.1";
const zookeeper = "zookeeper:3.9";

describe("policy graceful-shutdown", () => {
  it("accepts the seconds a system needs, and refuses one less", async () => {
    assert.deepEqual([await seconds(120), await seconds(120, kafka), await seconds(30, zookeeper)], [[], [], []]);
    assert.deepEqual(await seconds(119), [needs("is 119", 120)]);
    assert.deepEqual(await seconds(119, kafka), [needs("is 119", 120)]);
    assert.deepEqual(await seconds(29, zookeeper), [needs("is 29", 30)]);
  });

  it("takes absent seconds for 30, as Kubernetes does", async () => {
    assert.deepEqual(await seconds(undefined, zookeeper), []);
    assert.deepEqual(await seconds(undefined, kafka), [needs("is not set, so it is 30", 120)]);
  });

  it("goes by the configured seconds", async () => {
    assert.deepEqual(await seconds(60, kafka, { kafkaSeconds: 60 }), []);
    assert.deepEqual(await seconds(60, zookeeper, { zookeeperSeconds: 61 }), [needs("is 60", 61)]);
  });

  it("asks RabbitMQ's nodes for a preStop hook, when there are several", async () => {
    const containers = [{ ...container, lifecycle: undefined }];
    assert.deepEqual(await ask({ containers }), [silent]);
    assert.deepEqual(await ask({ containers }, { replicas: 1 }), []);
    assert.deepEqual(await found(policy, workload("Deployment", { containers }, { replicas: 2 })), []);
  });

  it("does not take a sleep for a hook", async () => {
    const lifecycle = { preStop: { sleep: { seconds: 10 } } };
    assert.deepEqual(await ask({ containers: [{ ...container, lifecycle }] }), [silent]);
  });

  it("asks Kafka and ZooKeeper for none", async () => {
    for (const image of [kafka, zookeeper]) {
      assert.deepEqual(await ask({ containers: [{ ...container, image, lifecycle: undefined }] }), []);
    }
  });

  it("leaves other workloads alone", async () => {
    const containers = [{ name: "db", image: "postgres:17" }];
    assert.deepEqual(await ask({ containers, terminationGracePeriodSeconds: 1 }), []);
  });

  it("fails closed on unknown seconds, and still judges the hook", async () => {
    const containers = [{ ...container, lifecycle: undefined }];
    assert.deepEqual(await ask({ terminationGracePeriodSeconds: unknown.text, containers }), [
      `${path} is unknown before the deployment, so it cannot be judged.`,
      silent,
    ]);
  });
});
