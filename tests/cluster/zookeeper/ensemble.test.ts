import assert from "node:assert/strict";
import { admissionTests } from "../support/admission";
import { deployer } from "../support/deployer";
import { repeatTests } from "../support/repeat";
import { reportVerdict } from "../support/report";
import { faultTests } from "./faults";
import { Fixture } from "./fixture";
import { networkTests } from "./network";

describe(`ZooKeeper, deployed by ${deployer.name}, with a ledger through everything below`, () => {
  const fixture = new Fixture();
  before(() => fixture.up());
  after(() => fixture.down());

  it("comes Ready as one leader with two followers", async () => {
    assert.deepEqual((await fixture.members.modes()).toSorted(), ["follower", "follower", "leader"]);
  });

  admissionTests(fixture);
  repeatTests(fixture);
  networkTests(fixture);
  faultTests(fixture);

  it("has every acknowledged znode on each member", async () => {
    for (const verdict of await fixture.ledger.finish()) {
      reportVerdict(verdict);
      assert.deepEqual(verdict.lost, []);
      assert.deepEqual(verdict.phantoms, []);
      assert.ok(verdict.confirmed >= 1000, `${verdict.confirmed} znodes`);
    }
  });
});
