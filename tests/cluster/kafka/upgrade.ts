import assert from "node:assert/strict";
import type { Pod } from "../support/objects";
import { reportPassage } from "../support/report";
import type { Fixture } from "./fixture";
import { handover } from "./shapes";

/** From the version that was deployed first to the newest, with the ledger running, and the metadata's version after it. */
export function upgradeTests(fixture: Fixture): void {
  const pods = async (): Promise<Pod[]> =>
    (await Promise.all([fixture.members, fixture.controllers].map((members) => members.pods()))).flat();
  const images = async (): Promise<string[]> => [
    ...new Set((await pods()).map(({ spec }) => spec.containers[0]?.image ?? "")),
  ];

  it("begins with 3.9 and metadata of its version", async () => {
    assert.match((await images()).join(), /^[^,]*kafka:3\.9\.\d+$/);
    assert.match(await fixture.members.metadataVersion(), /^3\.9-/);
  });

  it(`acknowledges again within ${handover} s while it is upgraded to 4.3, and keeps its metadata's version if told so`, async () => {
    const before = new Set((await pods()).map(({ metadata }) => metadata.uid));
    fixture.configure({ metadataVersion: "3.9" });
    const passage = await fixture.ledger.through(() => fixture.redeploy());
    reportPassage(passage);
    assert.ok((await pods()).every(({ metadata }) => !before.has(metadata.uid)));
    assert.match((await images()).join(), /^[^,]*kafka:4\.3\.\d+$/);
    assert.match(await fixture.members.metadataVersion(), /^3\.9-/);
    assert.ok(passage.gap <= handover);
  });

  it("has the metadata's version raised by the next deployment", async () => {
    fixture.configure();
    await fixture.redeploy();
    assert.match(await fixture.members.metadataVersion(), /^4\.3-/);
  });
}
