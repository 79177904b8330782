import assert from "node:assert/strict";
import { admissionTests } from "../support/admission";
import { deployer } from "../support/deployer";
import { repeatTests } from "../support/repeat";
import { reportVerdict } from "../support/report";
import { faultTests } from "./faults";
import { combined, Fixture, separate } from "./fixture";
import { networkTests } from "./network";
import { topicTests } from "./topics";

const shapes = [
  { title: "three combined nodes", settings: combined, controllers: "kafka" },
  { title: "three controllers and three brokers", settings: separate, controllers: "kafka-controller" },
];

for (const { title, settings, controllers } of shapes) {
  describe(`Kafka of ${title}, deployed by ${deployer.name}, with a ledger through everything below`, () => {
    const fixture = new Fixture(settings);
    before(() => fixture.up());
    after(() => fixture.down());

    admissionTests(fixture);
    topicTests(fixture);
    repeatTests(fixture);
    networkTests(fixture);
    faultTests(fixture, controllers);

    it("loses none of at least 50,000 acknowledged records through all of it", async () => {
      const verdict = await fixture.ledger.finish();
      reportVerdict(verdict);
      assert.deepEqual(verdict.lost, []);
      assert.deepEqual(verdict.phantoms, []);
      assert.ok(verdict.confirmed >= 50_000, `${verdict.confirmed} records`);
    });
  });
}
