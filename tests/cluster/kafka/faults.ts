import assert from "node:assert/strict";
import { reportPassage } from "../support/report";
import type { Fixture } from "./fixture";

/** Seconds between two acknowledgements that the sudden loss of a broker may cost: until its session ends, and the producer knows. */
const failover = 10;
/** Seconds that a broker which hands over its leaders may cost. */
const handover = 5;

/** What happens to brokers and controllers, with the ledger running. */
export function faultTests(fixture: Fixture): void {
  for (const ordinal of [0, 1, 2]) {
    it(`acknowledges again within ${failover} s after broker ${ordinal} crashed`, async () => {
      const pod = fixture.members.podNames[ordinal] ?? "";
      const passage = await fixture.ledger.through(() => fixture.members.kill(pod));
      reportPassage(passage);
      assert.ok(passage.gap <= failover);
    });
  }

  for (const ordinal of [0, 1, 2]) {
    it(`acknowledges again within ${handover} s after broker ${ordinal} was deleted`, async () => {
      const pod = fixture.members.podNames[ordinal] ?? "";
      const passage = await fixture.ledger.through(() => fixture.members.replace([pod]));
      reportPassage(passage);
      assert.ok(passage.gap <= handover);
    });
  }

  it(`acknowledges again within ${failover} s after the leader of the controllers crashed`, async () => {
    const leader = `kafka-${await fixture.members.leader()}`;
    const passage = await fixture.ledger.through(() => fixture.members.kill(leader));
    reportPassage(passage);
    assert.ok(passage.gap <= failover);
  });

  it(`acknowledges again within ${handover} s while a config change rolls all members`, async () => {
    const before = (await fixture.members.pods()).map(({ metadata }) => metadata.uid);
    fixture.configure({ config: { "num.io.threads": 9 } });
    const passage = await fixture.ledger.through(() => fixture.redeploy());
    reportPassage(passage);
    const after = (await fixture.members.pods()).filter(({ metadata }) => !before.includes(metadata.uid));
    assert.equal(after.length, 3);
    assert.ok(passage.gap <= handover);
  });

  it("comes back by itself after all members were deleted at once", async () => {
    const { members } = fixture;
    reportPassage(await fixture.ledger.through(() => members.replace(members.podNames)));
  });
}
