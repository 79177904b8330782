import assert from "node:assert/strict";
import { budget, container, statefulSet, workload } from "./fixtures";
import { foundInStack } from "./questions";
import { pack } from "./shared";
import { unknown, type Resource } from "./support";

const ask = (...resources: Resource[]) => foundInStack("disruption-budget", resources);
const brokers = (replicas: unknown, image = container.image) =>
  statefulSet({ containers: [{ ...container, image }] }, { replicas });
const none = (replicas: number) =>
  `No PodDisruptionBudget of its namespace selects the pods of this StatefulSet of ${replicas} replicas.`;
const tooMany = (down: number, replicas: number, most: number) =>
  `The PodDisruptionBudget lets ${down} of ${replicas} pods be evicted at once; ${most} is the most that may be away.`;

describe("policy disruption-budget", () => {
  it("refuses replicas without a budget", async () => {
    assert.deepEqual(await ask(brokers(3)), [none(3)]);
    assert.deepEqual(await ask(brokers(2)), [none(2)]);
  });

  it("holds a rollout to the same number, which asks no budget", async () => {
    const rolled = (maxUnavailable: unknown) =>
      statefulSet({}, { updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable } } });
    const path = "spec.updateStrategy.rollingUpdate.maxUnavailable";
    const good = budget({ maxUnavailable: 1 });
    for (const number of [undefined, 1, "33%"]) assert.deepEqual(await ask(rolled(number), good), []);
    for (const number of [2, "34%"]) {
      assert.deepEqual(await ask(rolled(number), good), [
        `${path} lets a rollout take 2 of 3 pods at once; 1 is the most that may be away.`,
      ]);
    }
    assert.equal((await ask(rolled(2), budget({ maxUnavailable: 2 }))).length, 2);
    assert.equal((await ask(rolled(2))).length, 2);
  });

  it("asks for none of a single replica", async () => {
    assert.deepEqual(await ask(brokers(1)), []);
    assert.deepEqual(await ask(brokers(undefined)), []);
  });

  // [replicas, spec of the budget, pods that it lets go when that is too many]
  const cases: [number, object, number?][] = [
    [3, { maxUnavailable: 1 }],
    [3, { maxUnavailable: 0 }],
    [3, { maxUnavailable: 2 }, 2],
    [5, { maxUnavailable: 2 }],
    [5, { maxUnavailable: 3 }, 3],
    [3, { minAvailable: 2 }],
    [3, { minAvailable: 1 }, 2],
    [5, { minAvailable: 3 }],
    [5, { minAvailable: 2 }, 3],
    [3, { maxUnavailable: "33%" }],
    [3, { maxUnavailable: "34%" }, 2],
    [3, { maxUnavailable: "50%" }, 2],
    [5, { maxUnavailable: "40%" }],
    [5, { maxUnavailable: "41%" }, 3],
    [3, { minAvailable: "34%" }],
    [3, { minAvailable: "33%" }, 2],
    [3, { minAvailable: "100%" }],
    [3, { minAvailable: "0%" }, 3],
    [3, {}, 3],
    [2, { maxUnavailable: 1 }, 1],
  ];
  for (const [replicas, spec, down] of cases) {
    const most = Math.floor((replicas - 1) / 2);
    it(`${down === undefined ? "accepts" : "refuses"} ${JSON.stringify(spec)} for ${replicas} brokers`, async () => {
      const expected = down === undefined ? [] : [tooMany(down, replicas, most)];
      assert.deepEqual(await ask(brokers(replicas), budget(spec)), expected);
    });
  }

  it("lets one Kafka broker go, however many there are", async () => {
    assert.deepEqual(await ask(brokers(5, "apache/kafka:4.1.0"), budget({ maxUnavailable: 1 })), []);
    assert.deepEqual(await ask(brokers(5, "apache/kafka:4.1.0"), budget({ maxUnavailable: 2 })), [tooMany(2, 5, 1)]);
  });

  it("lets all but one replica of another workload go", async () => {
    assert.deepEqual(await ask(brokers(3, "postgres:17"), budget({ maxUnavailable: 2 })), []);
    assert.deepEqual(await ask(brokers(3, "postgres:17"), budget({ maxUnavailable: 3 })), [tooMany(3, 3, 2)]);
  });

  it("does not count a budget of another namespace", async () => {
    assert.deepEqual(await ask(brokers(3), budget({ maxUnavailable: 1 }, { namespace: "other" })), [none(3)]);
  });

  it("does not count a budget whose selector is of other pods", async () => {
    const selector = { matchLabels: { app: "zk" } };
    assert.deepEqual(await ask(brokers(3), budget({ maxUnavailable: 1, selector })), [none(3)]);
    assert.deepEqual(await ask(brokers(3), budget({ maxUnavailable: 1, selector: undefined })), [none(3)]);
  });

  it("counts a budget that selects by expressions, or every pod", async () => {
    const matchExpressions = [{ key: "app.kubernetes.io/name", operator: "Exists" }];
    assert.deepEqual(await ask(brokers(3), budget({ maxUnavailable: 1, selector: { matchExpressions } })), []);
    assert.deepEqual(await ask(brokers(3), budget({ maxUnavailable: 1, selector: {} })), []);
  });

  it("takes the stricter of two budgets, since an eviction needs both", async () => {
    const [loose, strict] = [budget({ maxUnavailable: 2 }), budget({ maxUnavailable: 1 }, { name: "second" })];
    assert.deepEqual(await ask(brokers(3), loose, strict), []);
  });

  it("counts the pods of every workload that a budget selects", async () => {
    const others = workload("Deployment", {}, { replicas: 3 });
    const both = (spec: object) => ask(brokers(3), others, budget(spec));
    assert.deepEqual(await both({ maxUnavailable: 1 }), []);
    assert.deepEqual(await both({ minAvailable: 5 }), []);
    assert.deepEqual(await both({ minAvailable: 4 }), [tooMany(2, 3, 1)]);
    assert.deepEqual(await both({ maxUnavailable: "33%" }), [tooMany(2, 3, 1)]);
  });

  it("asks for pods that can always be evicted when they do not work, where that is configured", async () => {
    const unhealthyPods = "AlwaysAllow";
    const asked = (spec: object) =>
      foundInStack("disruption-budget", [brokers(3), budget({ maxUnavailable: 1, ...spec })], { unhealthyPods });
    const path = "PodDisruptionBudget/rabbitmq.spec.unhealthyPodEvictionPolicy";
    const stuck = `${path} is not AlwaysAllow, so a pod that does not work keeps its node from being drained.`;
    assert.deepEqual(await asked({}), [stuck]);
    assert.deepEqual(await asked({ unhealthyPodEvictionPolicy: "IfHealthyBudget" }), [stuck]);
    assert.deepEqual(await asked({ unhealthyPodEvictionPolicy: "AlwaysAllow" }), []);
  });

  it("names the workload that lacks the budget", async () => {
    const all = await (await pack()).analyzeStack([brokers(3)]);
    assert.equal(all.find(({ policy }) => policy === "disruption-budget")?.resource, "rabbitmq");
  });

  const unknowns: [string, () => Promise<string[]>, string][] = [
    ["replicas", () => ask(brokers(unknown.text)), "spec.replicas"],
    [
      "the number of a budget",
      () => ask(brokers(3), budget({ maxUnavailable: unknown.text })),
      "PodDisruptionBudget/rabbitmq.spec.maxUnavailable",
    ],
    [
      "the selector of the only budget",
      () => ask(brokers(3), budget({ selector: unknown.map })),
      "PodDisruptionBudget/rabbitmq.spec.selector",
    ],
    [
      "the namespace of the only budget",
      () => ask(brokers(3), budget({ selector: unknown.map }, { namespace: unknown.text })),
      "PodDisruptionBudget/rabbitmq.spec.selector",
    ],
  ];
  for (const [what, question, path] of unknowns) {
    it(`fails closed when ${what} cannot be known`, async () => {
      assert.deepEqual(await question(), [`${path} is unknown before the deployment, so it cannot be judged.`]);
    });
  }

  it("is not held up by an unknown budget beside a good one", async () => {
    const other = budget({ selector: unknown.map }, { name: "other" });
    assert.deepEqual(await ask(brokers(3), budget({ maxUnavailable: 1 }), other), []);
  });

  it("says when a budget's number is none", async () => {
    assert.deepEqual(await ask(brokers(3), budget({ maxUnavailable: "one" })), [
      "PodDisruptionBudget/rabbitmq.spec.maxUnavailable is not a number or a percentage.",
    ]);
  });
});
