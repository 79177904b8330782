import assert from "node:assert/strict";
import { deployBare } from "../support/bare";
import { beside, type Pair } from "../support/beside";
import { deployer } from "../support/deployer";
import { kafkaYardstick, nodeControl } from "../support/env";
import { measure, type Measures } from "../support/measure";
import { create, release, reserve } from "../support/namespaces";
import { report } from "../support/report";
import { Stack } from "../support/stack";
import { Brokers } from "./brokers";
import { startLedger } from "./fixture";
import { leadersNode, throughPowerOff } from "./power";
import { combined, topics } from "./shapes";

/** Ours are powered off a node, too. */
interface OurMeasures extends Measures {
  /** Longest time between two successive acknowledgements when the leader's node lost its power. */
  powerOff: number;
}

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

async function measureOurs(): Promise<OurMeasures> {
  const namespace = reserve("guarded");
  const stack = new Stack("prod", namespace);
  const settings = { ...combined, topics: [topics.ledger], metrics: { jmxExporter: {} } };
  stack.only("kafka", settings);
  let brokers: Brokers;
  let powerOff = NaN;
  try {
    const measures = await measure({
      namespace,
      deploy: () => deployer.up(stack),
      ledger: async () => {
        brokers = await Brokers.find(namespace);
        return startLedger(brokers, await leadersNode(brokers));
      },
      roll: () => {
        stack.only("kafka", { ...settings, config: { "num.io.threads": 9 } });
        return deployer.up(stack);
      },
      then: async (ledger) => {
        if (nodeControl === undefined) return;
        powerOff = (await throughPowerOff(brokers, ledger)).gap;
        report(`gap when the node of a leader lost its power: ${powerOff.toFixed(2)} s`);
      },
    });
    return { ...measures, powerOff };
  } finally {
    await release(namespace);
  }
}

describe("Kafka of three combined nodes beside bare ones of the same size", () => {
  const limits = {
    ready: ({ bare, ours }: Pair) => ours.ready <= 1.2 * bare.ready,
    roll: ({ bare, ours }: Pair) => ours.roll <= 1.2 * bare.roll,
    gap: ({ bare, ours }: Pair) => ours.gap <= bare.gap,
    powerOff: ({ ours }: Pair<OurMeasures>) => nodeControl === undefined || ours.powerOff <= 6,
  };
  let pair: Pair<OurMeasures>;

  before(async function () {
    const path = kafkaYardstick;
    if (path === undefined) return this.skip();
    this.timeout(1_800_000);
    const within = (measured: Pair<OurMeasures>) => Object.values(limits).every((holds) => holds(measured));
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

  it("acknowledges again within 6 s after the node of a leader lost its power", function () {
    if (nodeControl === undefined) return this.skip();
    assert.ok(limits.powerOff(pair), `${pair.ours.powerOff} s`);
  });

  it("loses no acknowledged record through both", () => {
    assert.deepEqual(pair.ours.verdict.lost, []);
    assert.deepEqual(pair.ours.verdict.phantoms, []);
  });
});
