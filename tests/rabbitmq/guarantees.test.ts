import assert from "node:assert/strict";
import fc from "fast-check";
import { contextOf } from "../../components/rabbitmq/config-maps";
import { guarantees, queueMembers } from "../../components/rabbitmq/guarantees";
import { podDisruptionBudget } from "../../components/kubernetes/manifests";
import { rabbitMQSettings } from "../../components/rabbitmq/schema";
import { choices } from "../support/choices";

const majority = (members: number) => Math.floor(members / 2) + 1;

/** True when the cluster and every quorum queue that could be on it keep a majority without these nodes. */
function goesOn(replicas: number, group: number, lost: number[]): boolean {
  const left = (members: number[]) => members.filter((member) => !lost.includes(member)).length;
  const nodes = Array.from({ length: replicas }, (_, i) => i);
  return left(nodes) >= majority(replicas) && choices(replicas, group).every((queue) => left(queue) >= majority(group));
}

describe("guarantees of RabbitMQ", () => {
  const cases = fc.record({ replicas: fc.constantFrom(1, 3, 5, 7), group: fc.constantFrom("1", "3", "5") });

  it("are the most nodes of which any may be lost, tried with every queue on every choice of nodes", () => {
    fc.assert(
      fc.property(cases, ({ replicas, group }) => {
        const settings = rabbitMQSettings.parse({ replicas, config: { "quorum_queue.initial_cluster_size": group } });
        const members = queueMembers(settings);
        const survives = (count: number) => choices(replicas, count).every((lost) => goesOn(replicas, members, lost));
        const { survivesNodes } = guarantees(settings);
        assert.ok(survives(survivesNodes));
        assert.equal(survives(survivesNodes + 1), false);
      }),
    );
  });

  it("hold while a node drain takes as many pods as the PodDisruptionBudget lets it, unless a queue has one replica", () => {
    for (const replicas of [3, 5, 7, 9]) {
      const settings = rabbitMQSettings.parse({ replicas });
      const { maxUnavailable } = podDisruptionBudget(contextOf("rabbitmq", "messaging", settings), "rabbitmq").spec as {
        maxUnavailable: number;
      };
      assert.ok(
        choices(replicas, maxUnavailable).every((lost) => goesOn(replicas, queueMembers(settings), lost)),
        String(replicas),
      );
    }
  });

  it("count the declared queue with the fewest replicas", () => {
    const queues = [{ name: "alone", vhost: "/", arguments: { "x-quorum-initial-group-size": 1 } }];
    assert.equal(guarantees(rabbitMQSettings.parse({ queues })).survivesNodes, 0);
  });

  it("add up what all members ask for", () => {
    const { cpuMillis, memoryBytes, diskBytes, replicas } = guarantees(rabbitMQSettings.parse({}));
    assert.deepEqual([replicas, cpuMillis, memoryBytes, diskBytes], [3, 1500, 3 * 2 ** 31, 30 * 2 ** 30]);
  });
});
