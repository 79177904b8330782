import assert from "node:assert/strict";
import type { z } from "zod";
import { warnings } from "../../components/zookeeper/rules";
import { zooKeeperSettings } from "../../components/zookeeper/schema";
import type { ZooKeeperSettings } from "../../components/zookeeper/settings";
import { heapMebibytes } from "../../components/zookeeper/heap";

type Flat<T> = { [K in keyof T]: T[K] };
type Same<A, B> = (<T>() => T extends Flat<A> ? 1 : 2) extends <T>() => T extends Flat<B> ? 1 : 2 ? true : false;

describe("ZooKeeper settings", () => {
  it("have an interface and a schema of the same shape", () => {
    const inStep: Same<ZooKeeperSettings, z.input<typeof zooKeeperSettings>> = true;
    assert.ok(inStep);
  });

  it("are three members of 3.9 apart from each other when nothing is said", () => {
    const { version, replicas, storage, dataLog, resources, antiAffinity, zones } = zooKeeperSettings.parse({});
    assert.deepEqual(
      { version, replicas, storage, dataLog, resources, antiAffinity, zones },
      {
        version: "3.9",
        replicas: 3,
        storage: { size: "5Gi" },
        dataLog: undefined,
        resources: { requests: { cpu: "250m", memory: "1Gi" }, limits: { cpu: "1", memory: "1Gi" } },
        antiAffinity: "required",
        zones: "preferred",
      },
    );
  });

  it("give the heap half of the memory limit, or what is said, in whole MiB", () => {
    const heap = (settings: object) => heapMebibytes(zooKeeperSettings.parse(settings));
    const memory = (value: string) => ({ resources: { requests: { memory: value }, limits: { memory: value } } });
    assert.deepEqual(
      [heap({}), heap(memory("257Mi")), heap(memory("1G")), heap({ heap: "600Mi" }), heap({ heap: "500M" })],
      [512, 128, 476, 600, 476],
    );
  });

  it("come with a warning where a loss is an outage", () => {
    const said = (settings: object) => warnings(zooKeeperSettings.parse(settings));
    assert.deepEqual(said({}), []);
    assert.deepEqual(said({ replicas: 1 }), [
      "one member: a restart is an outage, and the loss of its volume loses its data",
    ]);
    assert.deepEqual(said({ podDisruptionBudget: false, antiAffinity: "preferred" }), [
      "no PodDisruptionBudget: a node drain may take the majority at once",
      "anti-affinity is preferred: nodes may share a machine, and its loss may take the majority",
    ]);
  });
});
