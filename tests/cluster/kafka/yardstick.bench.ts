import assert from "node:assert/strict";
import type { Pair } from "../support/beside";
import { deployer } from "../support/deployer";
import { kafkaYardstick, nodeControl } from "../support/env";
import { measure, type Measures } from "../support/measure";
import { release, reserve } from "../support/namespaces";
import { report } from "../support/report";
import { Stack } from "../support/stack";
import { measureBare, Yardstick } from "../support/yardstick";
import type { Namespace } from "../support/kubectl";
import { Brokers } from "./brokers";
import { startLedger } from "./fixture";
import { leadersNode, throughPowerOff } from "./power";
import { combined, topics } from "./shapes";

/** One roll's gap says little: it is made of few moments, with two cores to do everything. */
const rolls = 3;

/** Ours are powered off a node, too. */
interface OurMeasures extends Measures {
  /** Longest time between two successive acknowledgements when the leader's node lost its power. */
  powerOff: number;
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
      roll: (time) => {
        stack.only("kafka", { ...settings, config: { "num.io.threads": 8 + time } });
        return deployer.up(stack);
      },
      rolls,
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
    gap: ({ bare, ours }: Pair<OurMeasures>) => ours.gap <= bare.gap,
    powerOff: ({ ours }: Pair<OurMeasures>) => nodeControl === undefined || ours.powerOff <= 6,
  };
  const yardstick = new Yardstick<OurMeasures>({ ready: 1.2, roll: 1.2 }, limits);

  before(async function () {
    const path = kafkaYardstick;
    if (path === undefined) return this.skip();
    this.timeout(3_000_000);
    const bareLedger = async (namespace: Namespace) => startLedger(await Brokers.find(namespace));
    await yardstick.measure(() => measureBare(path, "kafka", bareLedger, rolls), measureOurs);
  });

  yardstick.timeTests();

  it("leaves no longer gap between two acknowledgements while it is rolled", () => {
    const { bare, ours } = yardstick.pair;
    assert.ok(limits.gap(yardstick.pair), `${ours.gap} s against ${bare.gap} s`);
  });

  it("acknowledges again within 6 s after the node of a leader lost its power", function () {
    if (nodeControl === undefined) return this.skip();
    assert.ok(limits.powerOff(yardstick.pair), `${yardstick.pair.ours.powerOff} s`);
  });

  it("loses no acknowledged record through both", () => yardstick.assertNothingLost());
});
