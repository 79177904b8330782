import assert from "node:assert/strict";
import { admissionTests } from "../support/admission";
import { deployer } from "../support/deployer";
import { repeatTests } from "../support/repeat";
import { reportVerdict } from "../support/report";
import { faultTests } from "./faults";
import { combined, Fixture } from "./fixture";
import { networkTests } from "./network";
import { topicTests } from "./topics";

describe(`Kafka of three combined nodes, deployed by ${deployer.name}, with a ledger through everything below`, () => {
  const fixture = new Fixture(combined);
  before(() => fixture.up());
  after(() => fixture.down());

  admissionTests(fixture);
  topicTests(fixture);
  repeatTests(fixture);
  networkTests(fixture);
  faultTests(fixture);

  it("loses none of at least 50,000 acknowledged records through all of it", async () => {
    const verdict = await fixture.ledger.finish();
    reportVerdict(verdict);
    assert.deepEqual(verdict.lost, []);
    assert.deepEqual(verdict.phantoms, []);
    assert.ok(verdict.confirmed >= 50_000, `${verdict.confirmed} records`);
  });
});
