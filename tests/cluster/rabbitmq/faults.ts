import assert from "node:assert/strict";
import { reportPassage } from "../support/report";
import type { Fixture } from "./fixture";

/** Messages that the queue holds when all nodes go at once. */
const backlog = 1000;

/** Seconds between two confirms that the loss of one node of three may cost. */
const failover = 5;

/** What happens to nodes, with the ledger running. */
export function faultTests(fixture: Fixture): void {
  it(`confirms again within ${failover} s after the process of a node was killed`, async () => {
    const [pod = ""] = fixture.broker.podNames;
    const passage = await fixture.ledger.through(() => fixture.broker.kill(pod));
    reportPassage(passage);
    assert.ok(passage.gap <= failover);
  });

  it(`confirms again within ${failover} s after a pod was deleted`, async () => {
    const [, pod = ""] = fixture.broker.podNames;
    const passage = await fixture.ledger.through(() => fixture.broker.replace([pod]));
    reportPassage(passage);
    assert.ok(passage.gap <= failover);
  });

  it(`confirms again within ${failover} s while a config change rolls all nodes`, async () => {
    const before = (await fixture.broker.pods()).map(({ metadata }) => metadata.uid);
    fixture.stack.edit((config) => {
      config.config = { ...config.config, consumer_timeout: 3_600_000 };
    });
    const passage = await fixture.ledger.through(() => fixture.redeploy());
    reportPassage(passage);
    const after = (await fixture.broker.pods()).filter(({ metadata }) => !before.includes(metadata.uid));
    assert.equal(after.length, 3);
    assert.ok(passage.gap <= failover);
  });

  it("comes back by itself with its messages after all three pods were deleted at once", async () => {
    await fixture.ledger.fillQueue(backlog);
    reportPassage(await fixture.ledger.through(() => fixture.broker.replace(fixture.broker.podNames)));
    const queues = await fixture.broker.ask<{ name: string; messages: number }[]>(
      "rabbitmqctl",
      "list_queues",
      "name",
      "messages",
    );
    const held = queues.find(({ name }) => name === "ledger")?.messages ?? 0;
    await fixture.ledger.drainQueue();
    assert.ok(held >= backlog, `${held} messages`);
    assert.equal((await fixture.broker.runningNodes()).length, 3);
  });
}
