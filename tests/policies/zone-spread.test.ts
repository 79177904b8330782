import assert from "node:assert/strict";
import { affinity, container, labels, statefulSet, term } from "./fixtures";
import { found } from "./questions";
import { unknown } from "./support";

const topologyKey = "topology.kubernetes.io/zone";
const constraint = {
  topologyKey,
  maxSkew: 1,
  whenUnsatisfiable: "ScheduleAnyway",
  labelSelector: { matchLabels: labels },
};
const ask = (podSpec: object, settings: object = {}, spec: object = {}) =>
  found("zone-spread", statefulSet(podSpec, spec), settings);
const spread = (change: object, settings: object = {}) =>
  ask({ topologySpreadConstraints: [{ ...constraint, ...change }] }, settings);
const path = "spec.template.spec.topologySpreadConstraints[0]";
const may = "A zone that fails may take a majority of the 3 members along:";
const nothing = `${may} nothing spreads them by zone.`;
const zoneTerm = { ...term, topologyKey };

describe("policy zone-spread", () => {
  const accepted: [string, () => Promise<string[]>][] = [
    ["a soft spread", () => spread({})],
    ["a hard spread", () => spread({ whenUnsatisfiable: "DoNotSchedule" }, { allowPreferred: false })],
    [
      "required anti-affinity by zone",
      () =>
        ask({ affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term, zoneTerm] } } }),
    ],
    [
      "preferred anti-affinity by zone",
      () => {
        const list = [{ weight: 1, podAffinityTerm: zoneTerm }];
        return ask({ affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: list } } });
      },
    ],
    ["two members", () => ask({}, {}, { replicas: 2 })],
    ["another workload", () => ask({ containers: [{ name: "db", image: "postgres:17" }] })],
  ];
  for (const [what, question] of accepted) it(`accepts ${what}`, async () => assert.deepEqual(await question(), []));

  it("refuses what is spread by node alone", async () => assert.deepEqual(await ask({ affinity }), [nothing]));

  it("refuses a skew of two, which may leave one zone with all but one", async () => {
    assert.deepEqual(await spread({ maxSkew: 2 }), [nothing]);
  });

  it("refuses a selector of other pods", async () => {
    const missed = `${may} ${path} selects other pods than their own.`;
    assert.deepEqual(await spread({ labelSelector: { matchLabels: { app: "zk" } } }), [missed]);
    assert.deepEqual(await spread({ labelSelector: undefined }), [missed]);
  });

  it("refuses a soft spread where it is not allowed", async () => {
    assert.deepEqual(await spread({}, { allowPreferred: false }), [nothing]);
  });

  it("goes by the image of any of two containers", async () => {
    assert.deepEqual(await ask({ containers: [{ name: "logs", image: "fluent-bit:4" }, container] }), [nothing]);
  });

  it("fails closed on an unknown key, unless another rule is good", async () => {
    const cannot = `${path}.topologyKey is unknown before the deployment, so it cannot be judged.`;
    assert.deepEqual(await spread({ topologyKey: unknown.text }), [cannot]);
    const topologySpreadConstraints = [{ ...constraint, topologyKey: unknown.text }, constraint];
    assert.deepEqual(await ask({ topologySpreadConstraints }), []);
  });
});
