import assert from "node:assert/strict";
import { deployBare } from "./bare";
import { beside, type Pair } from "./beside";
import type { Namespace } from "./kubectl";
import type { Ledger } from "./ledger";
import { measure, type Measures } from "./measure";
import { create, release, reserve } from "./namespaces";

/**
 * Deploys a bare manifest in a namespace of its own, and rolls its StatefulSet.
 * @param rolls how often
 */
export async function measureBare(
  path: string,
  statefulSet: string,
  ledger: (namespace: Namespace) => Promise<Ledger>,
  rolls = 1,
): Promise<Measures> {
  const namespace = reserve("bare");
  try {
    await create(namespace);
    return await measure({
      namespace,
      deploy: () => deployBare(namespace, path),
      ledger: () => ledger(namespace),
      roll: () => namespace.run(["rollout", "restart", `statefulset/${statefulSet}`]),
      rolls,
    });
  } finally {
    await release(namespace);
  }
}

/** How much longer than the bare one ours may take. */
export interface Times {
  ready: number;
  roll: number;
}

/** What has to hold for a pair. */
type Limits<Ours extends Measures> = Record<string, (pair: Pair<Ours>) => boolean>;

/** Measures a pair before the tests that ask for it, and tests what every yardstick has. */
export class Yardstick<Ours extends Measures = Measures> {
  private measured?: Pair<Ours>;

  /**
   * @param more limits beside those of time
   */
  constructor(
    private readonly times: Times,
    private readonly more: Limits<Ours>,
  ) {}

  get pair(): Pair<Ours> {
    if (this.measured === undefined) throw new Error("not measured");
    return this.measured;
  }

  async measure(bare: () => Promise<Measures>, ours: () => Promise<Ours>): Promise<void> {
    const limits = [this.within("ready"), this.within("roll"), ...Object.values(this.more)];
    this.measured = await beside(bare, ours, (pair) => limits.every((holds) => holds(pair)));
  }

  /** Tests of the times. */
  timeTests(): void {
    const { times } = this;
    it(`is Ready in at most ${times.ready} times the bare one's time`, () => this.assertWithin("ready"));
    it(`is rolled in at most ${times.roll} times the bare one's time`, () => this.assertWithin("roll"));
  }

  /** Nothing acknowledged was lost. */
  assertNothingLost(): void {
    assert.deepEqual(this.pair.ours.verdict.lost, []);
    assert.deepEqual(this.pair.ours.verdict.phantoms, []);
  }

  private within(key: keyof Times): (pair: Pair<Ours>) => boolean {
    return ({ bare, ours }) => ours[key] <= this.times[key] * bare[key];
  }

  private assertWithin(key: keyof Times): void {
    const { bare, ours } = this.pair;
    assert.ok(this.within(key)(this.pair), `${ours[key]} s against ${bare[key]} s`);
  }
}
