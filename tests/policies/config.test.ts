import assert from "node:assert/strict";
import { pack } from "./support";

describe("configuration that the engine gives", () => {
  it("is refused with the nearest names when a policy or a setting does not exist", async () => {
    await assert.rejects((await pack()).configure({ "node-spread": { allowPrefered: true }, "quorum-replcas": {} }), {
      message:
        "node-spread.allowPrefered: no such setting; write allowPreferred\n" +
        "quorum-replcas: no such policy; write quorum-replicas",
    });
  });
});
