import assert from "node:assert/strict";
import { deployer } from "../support/deployer";
import { rabbitmqYardstick } from "../support/env";
import type { Namespace } from "../support/kubectl";
import { release, reserve } from "../support/namespaces";
import { Stack } from "../support/stack";
import type { Pair } from "../support/beside";
import { Ledger } from "../support/ledger";
import { measure, type Measures } from "../support/measure";
import { measureBare, Yardstick } from "../support/yardstick";
import { bareSecret } from "./bare";
import { adminSecret, Broker } from "./broker";

/** The resources of the bare manifest, but that the request of memory equals its limit. */
const resources = { requests: { cpu: "200m", memory: "1Gi" }, limits: { cpu: "1", memory: "1Gi" } };

/** A ledger with these credentials. */
async function startLedger(namespace: Namespace, secret: Promise<string>): Promise<Ledger> {
  const broker = await Broker.find(namespace);
  return Ledger.start(namespace, broker.target(await secret));
}

async function measureOurs(): Promise<Measures> {
  const namespace = reserve("guarded");
  const stack = new Stack("prod", namespace);
  stack.only("rabbitmq", stack.rabbitmq);
  stack.edit((config) => Object.assign(config, { resources }));
  try {
    return await measure({
      namespace,
      deploy: () => deployer.up(stack),
      ledger: () => startLedger(namespace, adminSecret(namespace)),
      roll: () => {
        stack.edit((config) => Object.assign(config, { config: { ...config.config, consumer_timeout: 3600000 } }));
        return deployer.up(stack);
      },
    });
  } finally {
    await release(namespace);
  }
}

describe("RabbitMQ prod beside a bare three-node cluster of the same resources", () => {
  const gapHolds = ({ ours }: Pair) => ours.gap <= 0.5;
  const yardstick = new Yardstick({ ready: 1.4, roll: 2.5 }, { gap: gapHolds });

  before(async function () {
    const path = rabbitmqYardstick;
    if (path === undefined) return this.skip();
    this.timeout(1_800_000);
    const bareLedger = (namespace: Namespace) => startLedger(namespace, bareSecret(namespace));
    await yardstick.measure(() => measureBare(path, "rmq", bareLedger), measureOurs);
  });

  yardstick.timeTests();

  it("leaves at most 0.5 s between two confirms while it is rolled", () => {
    assert.ok(gapHolds(yardstick.pair), `${yardstick.pair.ours.gap} s`);
  });

  it("loses no confirmed message while it is rolled", () => yardstick.assertNothingLost());
});
