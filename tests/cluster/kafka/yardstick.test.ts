import assert from "node:assert/strict";
import { deployBare } from "../support/bare";
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
  let bare: Measures;
  let ours: Measures;

  before(async function () {
    if (kafkaYardstick === undefined) return this.skip();
    bare = await measureBare(kafkaYardstick);
    ours = await measureOurs();
    for (const key of ["ready", "roll", "gap"] as const) {
      const times = `${ours[key].toFixed(2)} s against ${bare[key].toFixed(2)} s`;
      console.log(`    ${key}: ${(ours[key] / bare[key]).toFixed(2)} times the bare one's (${times})`);
    }
  });

  it("is Ready in at most 1.2 times the bare one's time", () => {
    assert.ok(ours.ready <= 1.2 * bare.ready, `${ours.ready} s against ${bare.ready} s`);
  });

  it("is rolled in at most 1.2 times the bare one's time", () => {
    assert.ok(ours.roll <= 1.2 * bare.roll, `${ours.roll} s against ${bare.roll} s`);
  });

  it("leaves no longer gap between two acknowledgements while it is rolled", () => {
    assert.ok(ours.gap <= bare.gap, `${ours.gap} s against ${bare.gap} s`);
  });

  it("loses no acknowledged record while it is rolled", () => {
    assert.deepEqual(ours.verdict.lost, []);
    assert.deepEqual(ours.verdict.phantoms, []);
  });
});
