import assert from "node:assert/strict";
import { deployer } from "../support/deployer";
import { rabbitmqYardstick } from "../support/env";
import type { Namespace } from "../support/kubectl";
import { create, release, reserve } from "../support/namespaces";
import { Stack } from "../support/stack";
import { deployBare } from "../support/bare";
import { beside, type Pair } from "../support/beside";
import { Ledger } from "../support/ledger";
import { measure, type Measures } from "../support/measure";
import { bareSecret } from "./bare";
import { adminSecret, Broker } from "./broker";

/** The resources of the bare manifest, but that the request of memory equals its limit. */
const resources = { requests: { cpu: "200m", memory: "1Gi" }, limits: { cpu: "1", memory: "1Gi" } };

/** A ledger with these credentials. */
async function startLedger(namespace: Namespace, secret: Promise<string>): Promise<Ledger> {
  const broker = await Broker.find(namespace);
  return Ledger.start(namespace, broker.target(await secret));
}

async function measureBare(path: string): Promise<Measures> {
  const namespace = reserve("bare");
  try {
    await create(namespace);
    return await measure({
      namespace,
      deploy: () => deployBare(namespace, path),
      ledger: () => startLedger(namespace, bareSecret(namespace)),
      roll: () => namespace.run(["rollout", "restart", "statefulset/rmq"]),
    });
  } finally {
    await release(namespace);
  }
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
  const limits = {
    ready: ({ bare, ours }: Pair) => ours.ready <= 1.4 * bare.ready,
    roll: ({ bare, ours }: Pair) => ours.roll <= 2.5 * bare.roll,
    gap: ({ ours }: Pair) => ours.gap <= 0.5,
  };
  let pair: Pair;

  before(async function () {
    const path = rabbitmqYardstick;
    if (path === undefined) return this.skip();
    const within = (measured: Pair) => Object.values(limits).every((holds) => holds(measured));
    pair = await beside(() => measureBare(path), measureOurs, within);
  });

  it("is Ready in at most 1.4 times the bare one's time", () => {
    assert.ok(limits.ready(pair), `${pair.ours.ready} s against ${pair.bare.ready} s`);
  });

  it("is rolled in at most 2.5 times the bare one's time", () => {
    assert.ok(limits.roll(pair), `${pair.ours.roll} s against ${pair.bare.roll} s`);
  });

  it("leaves at most 0.5 s between two confirms while it is rolled", () => {
    assert.ok(limits.gap(pair), `${pair.ours.gap} s`);
  });

  it("loses no confirmed message while it is rolled", () => {
    assert.deepEqual(pair.ours.verdict.lost, []);
    assert.deepEqual(pair.ours.verdict.phantoms, []);
  });
});
