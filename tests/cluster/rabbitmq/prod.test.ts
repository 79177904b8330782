import assert from "node:assert/strict";
import { deployer } from "../support/deployer";
import { admissionTests } from "../support/admission";
import { faultTests } from "./faults";
import { reportVerdict } from "../support/report";
import { Fixture } from "./fixture";
import { networkTests } from "./network";
import { topologyTests } from "./topology";
import { repeatTests } from "../support/repeat";

describe(`RabbitMQ prod, deployed by ${deployer.name}, with a ledger through everything below`, () => {
  const fixture = new Fixture("prod");
  before(() => fixture.up());
  after(() => fixture.down());

  it("comes Ready as one cluster of three nodes", async () => {
    assert.equal((await fixture.broker.runningNodes()).length, 3);
  });

  admissionTests(fixture);
  repeatTests(fixture);
  networkTests(fixture);
  topologyTests(fixture);
  faultTests(fixture);

  it("loses none of at least 10,000 confirmed messages through all of it", async () => {
    const verdict = await fixture.ledger.finish();
    reportVerdict(verdict);
    assert.deepEqual(verdict.lost, []);
    assert.deepEqual(verdict.phantoms, []);
    assert.ok(verdict.confirmed >= 10_000, `${verdict.confirmed} messages`);
  });
});
