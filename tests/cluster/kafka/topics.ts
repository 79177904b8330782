import assert from "node:assert/strict";
import { restarts } from "../support/objects";
import type { Fixture } from "./fixture";
import { topics } from "./shapes";

/** Of fewer replicas than the policies let anybody declare. */
const old = "old-topic";

/** Topics as they are declared, and as they are declared anew. */
export function topicTests(fixture: Fixture): void {
  const config = (name: string, key: string, all: Awaited<ReturnType<Fixture["members"]["topics"]>>) =>
    all[name]?.configs.find((entry) => entry.startsWith(`${key}=`));
  const { ledger, my, high } = topics;

  const declare = (...declared: object[]): Promise<string> => {
    fixture.topics = declared;
    fixture.configure();
    return fixture.redeploy();
  };

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

  it("refuses fewer partitions and other replicas with the remedies, before it changes anything", async () => {
    await fixture.members.create(old, 2);
    const before = await fixture.members.topics();
    const wrong = declare(
      { ...ledger, config: { "retention.ms": 60_000 } },
      { ...my, partitions: 2 },
      { name: old, replicationFactor: 3 },
    );
    await assert.rejects(wrong, (error) => {
      assert.match(String(error), /my-topic has 3 partitions, and 2 are declared.*\n.*remedy: declare partitions: 3/);
      assert.match(String(error), /old-topic has 2 replicas .* 3 are declared.*\n.*remedy: .*replicationFactor: 2/);
      assert.match(String(error), /kafka-reassign-partitions\.sh --bootstrap-server \S+ --reassignment-json-file/);
      return true;
    });
    assert.deepEqual(await fixture.members.topics(), before);
  });

  it("adds partitions, alters a topic and deletes another on the next deployment, and restarts nothing for it", async () => {
    const pods = async () => (await fixture.members.pods()).map((pod) => [pod.metadata.uid, restarts(pod)]);
    const before = await pods();
    const altered = { ...high, config: { "retention.ms": 7_200_000 } };
    await declare(ledger, { ...my, partitions: 6 }, altered, { name: old, delete: true });
    const found = await fixture.members.topics();
    assert.equal(found["my-topic"]?.partitions, 6);
    assert.equal(found[old], undefined);
    assert.equal(config("high-throughput-topic", "retention.ms", found), "retention.ms=7200000");
    assert.deepEqual(await pods(), before);
  });
}
