import assert from "node:assert/strict";
import type { Pod } from "../support/objects";
import { reportPassage } from "../support/report";
import type { Fixture } from "./fixture";

/** Seconds that brokers which hand over their leaders may cost. */
const handover = 10;

/** From the version that was deployed first to the newest, with the ledger running. */
export function upgradeTests(fixture: Fixture): void {
  const images = async (): Promise<Set<string>> => {
    const pods = await Promise.all([fixture.members, fixture.controllers].map((members) => members.pods()));
    return new Set(pods.flat().map(({ spec }: Pod) => spec.containers[0]?.image ?? ""));
  };

  it("keeps its metadata as the first version has them", async () => {
    assert.match(await fixture.members.metadataVersion(), /^3\.9-/);
    assert.match([...(await images())].join(), /^[^,]*kafka:3\.9\.\d+$/);
  });

  it(`acknowledges again within ${handover} s while it is upgraded from 3.9 to 4.3`, async () => {
    fixture.configure();
    const passage = await fixture.ledger.through(() => fixture.redeploy());
    reportPassage(passage);
    assert.match([...(await images())].join(), /^[^,]*kafka:4\.3\.\d+$/);
    assert.ok(passage.gap <= handover);
  });

  it("has the metadata's version raised once all run the newest", async () => {
    assert.match(await fixture.members.metadataVersion(), /^4\.3-/);
  });
}
