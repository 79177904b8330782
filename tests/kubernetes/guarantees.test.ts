import assert from "node:assert/strict";
import fc from "fast-check";
import { survival } from "../../components/kubernetes/guarantees";
import { choices } from "../support/choices";

/** The most places that may be lost, whichever they are, with enough members left. */
function bruteForce(members: number[], needed: number): number {
  const total = members.reduce((sum, count) => sum + count, 0);
  const survives = (count: number) =>
    choices(members.length, count).every(
      (lost) => total - lost.reduce((sum, place) => sum + (members[place] ?? 0), 0) >= needed,
    );
  let count = 0;
  while (count < members.length && survives(count + 1)) count++;
  return count;
}

/** Members over zones as a hard spread with a skew of one puts them. */
function spread(members: number, zones: number): number[] {
  return Array.from({ length: zones }, (_, i) => Math.floor(members / zones) + (i < members % zones ? 1 : 0));
}

describe("guarantees", () => {
  const cases = fc.record({ members: fc.constantFrom(1, 3, 5, 7, 9), zones: fc.integer({ min: 3, max: 6 }) });

  it("count the nodes whose loss leaves a majority, as a try of every choice does", () => {
    fc.assert(
      fc.property(cases, ({ members }) => {
        const needed = Math.floor(members / 2) + 1;
        const { survivesNodes } = survival({
          members,
          needed,
          placement: { antiAffinity: "required", zones: "preferred" },
        });
        assert.equal(survivesNodes, bruteForce(Array<number>(members).fill(1), needed));
      }),
    );
  });

  it("promise no more zones than survive on any number of zones, and all that survive on three", () => {
    fc.assert(
      fc.property(cases, ({ members, zones }) => {
        const needed = Math.floor(members / 2) + 1;
        const { survivesZones } = survival({
          members,
          needed,
          placement: { antiAffinity: "required", zones: "required" },
        });
        assert.ok(survivesZones <= bruteForce(spread(members, Math.min(zones, Math.max(members, 1))), needed));
        assert.equal(survivesZones, bruteForce(spread(members, Math.min(members, 3)), needed));
      }),
    );
  });

  it("promise nothing of what is only preferred", () => {
    const { survivesNodes, survivesZones } = survival({
      members: 5,
      needed: 3,
      placement: { antiAffinity: "preferred", zones: "preferred" },
    });
    assert.deepEqual([survivesNodes, survivesZones], [0, 0]);
  });

  it("come in words", () => {
    const words = (members: number, zones: "required" | "preferred") =>
      survival({ members, needed: Math.floor(members / 2) + 1, placement: { antiAffinity: "required", zones } })
        .summary;
    assert.equal(words(1, "preferred"), "1 member: survives a restart, not the loss of its node");
    assert.equal(words(3, "preferred"), "3 members: survives the loss of 1 member or 1 node");
    assert.equal(words(5, "required"), "5 members: survives the loss of 2 members or 2 nodes or 1 zone");
  });
});
