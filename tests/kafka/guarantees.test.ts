import assert from "node:assert/strict";
import fc from "fast-check";
import { guarantees } from "../../components/kafka/guarantees";
import { kafkaSettings } from "../../components/kafka/schema";
import { choices } from "../support/choices";

const left = (members: number[], lost: number[]) => members.filter((member) => !lost.includes(member)).length;
const range = (count: number) => Array.from({ length: count }, (_, i) => i);

/** True when a partition on any choice of brokers takes records, and controllers decide, without these nodes. */
function goesOn(brokers: number, voters: number, factor: number, minIsr: number, lost: number[]): boolean {
  return (
    left(range(voters), lost) > voters / 2 &&
    choices(brokers, factor).every((partition) => left(partition, lost) >= minIsr)
  );
}

describe("guarantees of Kafka", () => {
  const cases = fc.record({
    brokers: fc.constantFrom(1, 3, 5, 7),
    voters: fc.constantFrom(undefined, 1, 3, 5),
    factor: fc.constantFrom(1, 2, 3),
    minIsr: fc.constantFrom(1, 2, 3),
  });

  it("are the most nodes of which any may be lost, tried with every partition on every choice of brokers", () => {
    fc.assert(
      fc.property(cases, ({ brokers, voters, factor: wanted, minIsr: least }) => {
        const factor = Math.min(wanted, brokers);
        const minIsr = Math.min(least, factor);
        const settings = kafkaSettings.parse({
          brokers: { replicas: brokers },
          ...(voters && { controllers: { replicas: voters } }),
          config: {
            "default.replication.factor": String(factor),
            "min.insync.replicas": String(minIsr),
            "offsets.topic.replication.factor": String(factor),
            "transaction.state.log.replication.factor": String(factor),
            "transaction.state.log.min.isr": String(minIsr),
          },
        });
        // A node may run a broker and a controller.
        const nodes = Math.max(brokers, voters ?? brokers);
        const survives = (count: number) =>
          choices(nodes, count).every((lost) => goesOn(brokers, voters ?? brokers, factor, minIsr, lost));
        const { survivesNodes } = guarantees(settings);
        assert.ok(survives(survivesNodes));
        assert.equal(survives(survivesNodes + 1), false);
      }),
    );
  });

  it("survive a zone of three with three brokers that must be in different ones, not with six", () => {
    const zones = (replicas: number) =>
      guarantees(kafkaSettings.parse({ brokers: { replicas }, controllers: {}, zones: "required" })).survivesZones;
    assert.deepEqual([zones(3), zones(6)], [1, 0]);
  });

  it("count the declared topic with the fewest replicas to spare", () => {
    const nodes = (topic: object) =>
      guarantees(kafkaSettings.parse({ topics: [{ name: "t", ...topic }] })).survivesNodes;
    assert.deepEqual(
      [nodes({}), nodes({ replicationFactor: 1, config: { "min.insync.replicas": "1" } }), nodes({ delete: true })],
      [1, 0, 1],
    );
  });

  it("add up what all members ask for", () => {
    const of = (settings: object) => {
      const { cpuMillis, memoryBytes, diskBytes, replicas } = guarantees(kafkaSettings.parse(settings));
      return [replicas, cpuMillis, memoryBytes, diskBytes];
    };
    assert.deepEqual(of({}), [3, 1500, 3 * 2 ** 31, 60 * 2 ** 30]);
    assert.deepEqual(of({ controllers: {}, brokers: { storage: { size: "10Gi", logDirs: 2 } } }), [
      6,
      2100,
      3 * 2 ** 31 + 3 * 2 ** 30,
      75 * 2 ** 30,
    ]);
  });
});
