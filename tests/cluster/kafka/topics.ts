import assert from "node:assert/strict";
import { restarts } from "../support/objects";
import { topics, type Fixture } from "./fixture";

/** Topics as they are declared, and as they are declared anew. */
export function topicTests(fixture: Fixture): void {
  const config = (name: string, key: string, all: Awaited<ReturnType<Fixture["members"]["topics"]>>) =>
    all[name]?.configs.find((entry) => entry.startsWith(`${key}=`));

  it("has the declared topics", async () => {
    const found = await fixture.members.topics();
    const numbers = ["my-topic", "high-throughput-topic"].map((name) => [
      found[name]?.partitions,
      found[name]?.replicationFactor,
    ]);
    assert.deepEqual(numbers, [
      [3, 3],
      [6, 3],
    ]);
    assert.equal(config("high-throughput-topic", "retention.ms", found), "retention.ms=3600000");
  });

  it("adds partitions and alters a topic on the second deployment, and restarts nothing for it", async () => {
    const pods = async () => (await fixture.members.pods()).map((pod) => [pod.metadata.uid, restarts(pod)]);
    const before = await pods();
    const { ledger, my, high } = topics;
    fixture.topics = [ledger, { ...my, partitions: 6 }, { ...high, config: { "retention.ms": 7_200_000 } }];
    fixture.configure();
    await fixture.redeploy();
    const found = await fixture.members.topics();
    assert.equal(found["my-topic"]?.partitions, 6);
    assert.equal(config("high-throughput-topic", "retention.ms", found), "retention.ms=7200000");
    assert.deepEqual(await pods(), before);
  });
}
