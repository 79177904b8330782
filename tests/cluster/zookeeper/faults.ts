import assert from "node:assert/strict";
import { reportPassage } from "../support/report";
import type { Fixture } from "./fixture";

/** Seconds between two acknowledgements that the loss of the leader may cost: an election, and the client's way to another member. */
const failover = 5;

/** What happens to members, with the ledger running. */
export function faultTests(fixture: Fixture): void {
  it(`acknowledges again within ${failover} s after the leader's process crashed`, async () => {
    const leader = await fixture.members.leader();
    const passage = await fixture.ledger.through(() => fixture.members.kill(leader));
    reportPassage(passage);
    assert.ok(passage.gap <= failover);
  });

  it(`acknowledges again within ${failover} s after the leader's pod was deleted`, async () => {
    const leader = await fixture.members.leader();
    const passage = await fixture.ledger.through(() => fixture.members.replace([leader]));
    reportPassage(passage);
    assert.ok(passage.gap <= failover);
  });

  it(`acknowledges again within ${failover} s while a config change rolls all members`, async () => {
    const before = (await fixture.members.pods()).map(({ metadata }) => metadata.uid);
    fixture.configure({ snapCount: 2000 });
    const passage = await fixture.ledger.through(() => fixture.redeploy());
    reportPassage(passage);
    const after = (await fixture.members.pods()).filter(({ metadata }) => !before.includes(metadata.uid));
    assert.equal(after.length, 3);
    assert.ok(passage.gap <= failover);
  });

  it(`acknowledges again within ${failover} s after the leader lost its volume, which a follower's copy then fills`, async () => {
    const leader = await fixture.members.leader();
    const passage = await fixture.ledger.through(() => fixture.members.loseVolumes(leader));
    reportPassage(passage);
    assert.ok(passage.gap <= failover);
  });

  it("comes back by itself after all three pods were deleted at once", async () => {
    reportPassage(await fixture.ledger.through(() => fixture.members.replace(fixture.members.podNames)));
    assert.deepEqual((await fixture.members.modes()).toSorted(), ["follower", "follower", "leader"]);
  });
}
