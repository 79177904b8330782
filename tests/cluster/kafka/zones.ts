import assert from "node:assert/strict";
import { zones } from "../support/nodes";
import type { Fixture } from "./fixture";

/** Brokers on nodes of different zones. */
export function zoneTests(fixture: Fixture): void {
  it("has told each broker the zone of its node", async function () {
    if (!fixture.zoned) return this.skip();
    const zoneOf = await zones();
    const pods = await fixture.members.pods();
    const expected = pods.map(({ metadata, spec }) => [metadata.name, zoneOf[spec.nodeName ?? ""]]);
    assert.deepEqual(await fixture.members.racks(), Object.fromEntries(expected));
  });
}
