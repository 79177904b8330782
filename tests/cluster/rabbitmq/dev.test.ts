import assert from "node:assert/strict";
import { deployer } from "../support/deployer";
import { reportPassage, reportVerdict } from "../support/report";
import { Fixture } from "./fixture";

describe(`RabbitMQ dev, deployed by ${deployer.name}`, () => {
  const fixture = new Fixture("dev");
  before(() => fixture.up());
  after(() => fixture.down());

  it("comes Ready as one node", async () => {
    assert.equal((await fixture.broker.runningNodes()).length, 1);
  });

  it("goes on after its process was killed", async () => {
    const [pod = ""] = fixture.broker.podNames;
    reportPassage(await fixture.ledger.through(() => fixture.broker.kill(pod)));
  });

  it("goes on in another pod after its pod was deleted", async () => {
    reportPassage(await fixture.ledger.through(() => fixture.broker.replace(fixture.broker.podNames)));
  });

  it("keeps every confirmed message through both", async () => {
    const verdict = await fixture.ledger.finish();
    reportVerdict(verdict);
    assert.deepEqual(verdict.lost, []);
    assert.deepEqual(verdict.phantoms, []);
  });
});
