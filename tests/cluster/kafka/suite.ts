import assert from "node:assert/strict";
import { deployer } from "../support/deployer";
import { repeatTests } from "../support/repeat";
import { reportVerdict } from "../support/report";
import { faultTests } from "./faults";
import { Fixture } from "./fixture";
import type { Shape } from "./shapes";
import { topicTests } from "./topics";
import { zoneTests } from "./zones";

/**
 * What holds in every shape.
 * @param more tests of this shape, before anything breaks
 */
export function suite(shape: Shape, more: (fixture: Fixture) => void): void {
  describe(`Kafka of ${shape.title}, deployed by ${deployer.name}, with a ledger through everything below`, () => {
    const fixture = new Fixture(shape);
    before(() => fixture.up());
    after(() => fixture.down());

    more(fixture);
    zoneTests(fixture);
    topicTests(fixture);
    repeatTests(fixture);
    faultTests(fixture);

    it("loses none of at least 50,000 acknowledged records through all of it", async () => {
      const verdict = await fixture.ledger.finish();
      reportVerdict(verdict);
      assert.deepEqual(verdict.lost, []);
      assert.deepEqual(verdict.phantoms, []);
      assert.ok(verdict.confirmed >= 50_000, `${verdict.confirmed} records`);
    });
  });
}
