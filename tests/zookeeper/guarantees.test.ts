import assert from "node:assert/strict";
import { podDisruptionBudget } from "../../components/kubernetes/manifests";
import { contextOf } from "../../components/zookeeper/config-map";
import { guarantees } from "../../components/zookeeper/guarantees";
import { zooKeeperSettings } from "../../components/zookeeper/schema";
import { choices } from "../support/choices";

/** True when every majority that may have acknowledged a write meets every majority that may go on without the lost members. */
function keepsAll(replicas: number, lost: number[]): boolean {
  const majority = Math.floor(replicas / 2) + 1;
  const left = Array.from({ length: replicas }, (_, i) => i).filter((member) => !lost.includes(member));
  if (left.length < majority) return false;
  const next = choices(left.length, majority).map((places) => places.map((place) => left[place]));
  return choices(replicas, majority).every((wrote) =>
    next.every((reads) => reads.some((one) => wrote.includes(one as number))),
  );
}

describe("guarantees of ZooKeeper", () => {
  it("are the most nodes of which any may be lost, tried with every majority that wrote and every one that goes on", () => {
    for (const replicas of [1, 3, 5, 7]) {
      const { survivesNodes } = guarantees(zooKeeperSettings.parse({ replicas }));
      const survives = (count: number) => choices(replicas, count).every((lost) => keepsAll(replicas, lost));
      assert.ok(survives(survivesNodes), String(replicas));
      assert.equal(survives(survivesNodes + 1), false, String(replicas));
    }
  });

  it("hold while a node drain takes as many pods as the PodDisruptionBudget lets it", () => {
    for (const replicas of [3, 5, 7]) {
      const context = contextOf("zookeeper", "messaging", zooKeeperSettings.parse({ replicas }));
      const { maxUnavailable } = podDisruptionBudget(context, "zookeeper").spec as { maxUnavailable: number };
      assert.ok(choices(replicas, maxUnavailable).every((lost) => keepsAll(replicas, lost)));
    }
  });

  it("promise no node where members may share one", () => {
    assert.equal(guarantees(zooKeeperSettings.parse({ antiAffinity: "preferred" })).survivesNodes, 0);
  });

  it("add up what all members ask for, both volumes included", () => {
    const { cpuMillis, memoryBytes, diskBytes } = guarantees(zooKeeperSettings.parse({ dataLog: { size: "1Gi" } }));
    assert.deepEqual([cpuMillis, memoryBytes, diskBytes], [750, 3 * 2 ** 30, 18 * 2 ** 30]);
  });
});
