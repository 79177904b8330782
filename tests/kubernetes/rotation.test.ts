import assert from "node:assert/strict";
import { staged, stagedRules, turns } from "../../components/kubernetes/rotation";

const of = (value: object) => turns("shop", staged.parse(value));

describe("staged rotation", () => {
  it("begins with one user", () => {
    assert.deepEqual(of({}), { live: [{ user: "shop-a", generation: 1 }], gone: ["shop-b"] });
  });

  it("has two users, the newest last, until the old one is retired", () => {
    assert.deepEqual(of({ rotation: 2 }), {
      live: [
        { user: "shop-a", generation: 1 },
        { user: "shop-b", generation: 2 },
      ],
      gone: [],
    });
    assert.deepEqual(of({ rotation: 2, retire: 1 }), { live: [{ user: "shop-b", generation: 2 }], gone: ["shop-a"] });
  });

  it("takes the first name again after the second", () => {
    assert.deepEqual(
      of({ rotation: 3, retire: 1 }).live.map(({ user }) => user),
      ["shop-b", "shop-a"],
    );
  });

  it("goes one step at a time", () => {
    const paths = (value: object) => stagedRules(["x"], staged.parse(value)).map(({ path }) => path.join("."));
    assert.deepEqual(paths({ rotation: 2, retire: 1 }), []);
    assert.deepEqual(paths({ rotation: 3 }), ["x.retire"]);
    assert.deepEqual(paths({ rotation: 2, retire: 2 }), ["x.retire"]);
  });
});
