import assert from "node:assert/strict";
import { deployBare } from "../support/bare";
import { beside, type Pair } from "../support/beside";
import { deployer } from "../support/deployer";
import { kafkaYardstick } from "../support/env";
import { measure, type Measures } from "../support/measure";
import { create, release, reserve } from "../support/namespaces";
import { Stack } from "../support/stack";
import { Brokers } from "./brokers";
import { combined, startLedger, topics } from "./fixture";

async function measureBare(path: string): Promise<Measures> {
  const namespace = reserve("bare");
  try {
    await create(namespace);
    return await measure({
      namespace,
      deploy: () => deployBare(namespace, path),
      ledger: async () => startLedger(await Brokers.find(namespace)),
      roll: () => namespace.run(["rollout", "restart", "statefulset/kafka"]),
    });
  } finally {
    await release(namespace);
  }
}

async function measureOurs(): Promise<Measures> {
  const namespace = reserve("guarded");
  const stack = new Stack("prod", namespace);
  const settings = { ...combined, topics: [topics.ledger], metrics: { jmxExporter: {} } };
  stack.only("kafka", settings);
  try {
    return await measure({
      namespace,
      deploy: () => deployer.up(stack),
      ledger: async () => startLedger(await Brokers.find(namespace)),
      roll: () => {
        stack.only("kafka", { ...settings, config: { "num.io.threads": 9 } });
        return deployer.up(stack);
      },
    });
  } finally {
    await release(namespace);
  }
}

describe("Kafka of three combined nodes beside bare ones of the same size", () => {
  const limits = {
    ready: ({ bare, ours }: Pair) => ours.ready <= 1.2 * bare.ready,
    roll: ({ bare, ours }: Pair) => ours.roll <= 1.2 * bare.roll,
    gap: ({ bare, ours }: Pair) => ours.gap <= bare.gap,
  };
  let pair: Pair;

  before(async function () {
    const path = kafkaYardstick;
    if (path === undefined) return this.skip();
    const within = (measured: Pair) => Object.values(limits).every((holds) => holds(measured));
    pair = await beside(() => measureBare(path), measureOurs, within);
  });

  it("is Ready in at most 1.2 times the bare one's time", () => {
    assert.ok(limits.ready(pair), `${pair.ours.ready} s against ${pair.bare.ready} s`);
  });

  it("is rolled in at most 1.2 times the bare one's time", () => {
    assert.ok(limits.roll(pair), `${pair.ours.roll} s against ${pair.bare.roll} s`);
  });

  it("leaves no longer gap between two acknowledgements while it is rolled", () => {
    assert.ok(limits.gap(pair), `${pair.ours.gap} s against ${pair.bare.gap} s`);
  });

  it("loses no acknowledged record while it is rolled", () => {
    assert.deepEqual(pair.ours.verdict.lost, []);
    assert.deepEqual(pair.ours.verdict.phantoms, []);
  });
});
