import assert from "node:assert/strict";
import { judge, longestGap, parseEntries, type Entry } from "./support/judge";

const at = (...ids: number[]): Entry[] => ids.map((id) => ({ id, at: id / 10 }));

describe("the ledger's judge", () => {
  it("finds nothing wrong when every confirmed id was consumed", () => {
    const verdict = judge(at(1, 2, 3), at(3, 1, 2), 3);
    assert.deepEqual(verdict, { confirmed: 3, consumed: 3, lost: [], duplicates: 0, phantoms: [] });
  });

  it("names each confirmed id that was never consumed", () => {
    assert.deepEqual(judge(at(1, 2, 3, 4), at(1, 3), 4).lost, [2, 4]);
  });

  it("does not call an unconfirmed id lost", () => {
    assert.deepEqual(judge(at(1), at(1), 2).lost, []);
  });

  it("counts deliveries beyond the first as duplicates", () => {
    assert.equal(judge(at(1, 2), at(1, 2, 2, 2), 2).duplicates, 2);
  });

  it("names ids that were never published as phantoms", () => {
    assert.deepEqual(judge(at(1), at(1, 0, 7), 5).phantoms, [0, 7]);
  });

  it("calls a body that is no id a phantom", () => {
    assert.deepEqual(judge([], parseEntries("x 1.0\n"), 5).phantoms, [NaN]);
  });

  it("measures the longest time between successive confirms within the window", () => {
    const entries = [0, 1, 5, 6, 8].map((second, id) => ({ id, at: second }));
    assert.equal(longestGap(entries, 5.5, 7), 2);
  });

  it("counts a gap that began before the window", () => {
    const entries = [0, 1, 5, 6].map((second, id) => ({ id, at: second }));
    assert.equal(longestGap(entries, 4, 6), 4);
  });

  it("calls a gap without end infinite", () => {
    assert.equal(longestGap(at(1, 2), 0, 9), Infinity);
  });

  it("leaves out a line that is still being written", () => {
    assert.deepEqual(parseEntries("1 10.5\n2 10.75\n3 1"), [
      { id: 1, at: 10.5 },
      { id: 2, at: 10.75 },
    ]);
  });
});
