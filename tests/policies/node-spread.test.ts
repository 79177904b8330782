import assert from "node:assert/strict";
import { affinity, container, labels, statefulSet, term, workload } from "./fixtures";
import { found } from "./questions";
import { unknown } from "./support";

const spread = (podSpec: object, settings: object = {}, spec: object = {}) =>
  found("node-spread", statefulSet(podSpec, spec), settings);
const required = (...terms: object[]) => ({
  affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } },
});
const preferred = {
  affinity: {
    podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }] },
  },
};
const constraint = {
  topologyKey: "kubernetes.io/hostname",
  maxSkew: 1,
  whenUnsatisfiable: "DoNotSchedule",
  labelSelector: { matchLabels: labels },
};
const constraints = (...list: object[]) => ({ affinity: undefined, topologySpreadConstraints: list });
const where = "spec.template.spec.affinity.podAntiAffinity";
const first = `${where}.requiredDuringSchedulingIgnoredDuringExecution[0]`;
const apart = "The 3 replicas may run on one node and go down with it: nothing keeps them apart by node.";
const missed = `The 3 replicas may run on one node and go down with it: ${first} selects other pods than the workload's own.`;
const only = "The 3 replicas may run on one node and go down with it: their anti-affinity by node is only preferred.";

describe("policy node-spread", () => {
  const accepted: [string, () => Promise<string[]>][] = [
    ["required anti-affinity by host", () => spread({ affinity })],
    [
      "a selector by matchExpressions",
      () => {
        const matchExpressions = [{ key: "app.kubernetes.io/name", operator: "In", values: ["kafka", "mq"] }];
        return spread(required({ ...term, labelSelector: { matchExpressions } }));
      },
    ],
    ["an empty selector, which is every pod", () => spread(required({ ...term, labelSelector: {} }))],
    ["the second of two terms", () => spread(required({ ...term, topologyKey: "topology.kubernetes.io/zone" }, term))],
    ["the workload's own namespace by name", () => spread(required({ ...term, namespaces: ["other", "messaging"] }))],
    ["all namespaces by an empty selector", () => spread(required({ ...term, namespaceSelector: {} }))],
    ["a hard topology spread by host", () => spread(constraints(constraint))],
    ["a spread that is hard by default", () => spread(constraints({ ...constraint, whenUnsatisfiable: undefined }))],
    ["one replica without any rule", () => spread({ affinity: undefined }, {}, { replicas: 1 })],
    ["an absent number of replicas, which is one", () => spread({ affinity: undefined }, {}, { replicas: undefined })],
    ["a preferred term where it is allowed", () => spread(preferred, { allowPreferred: true })],
    [
      "a soft spread where it is allowed",
      () => spread(constraints({ ...constraint, whenUnsatisfiable: "ScheduleAnyway" }), { allowPreferred: true }),
    ],
    ["a good term beside an unknown one", () => spread(required({ ...term, topologyKey: unknown.text }, term))],
  ];
  for (const [what, ask] of accepted) it(`accepts ${what}`, async () => assert.deepEqual(await ask(), []));

  const refused: [string, () => Promise<string[]>, string][] = [
    ["no rule at all", () => spread({ affinity: undefined }), apart],
    ["two replicas on any node", () => spread({ affinity: undefined }, {}, { replicas: 2 }), apart.replace("3", "2")],
    [
      "a zone, which is not a node",
      () => spread(required({ ...term, topologyKey: "topology.kubernetes.io/zone" })),
      apart,
    ],
    [
      "a selector of other pods",
      () => spread(required({ ...term, labelSelector: { matchLabels: { app: "zk" } } })),
      missed,
    ],
    [
      "one wrong label of two",
      () => spread(required({ ...term, labelSelector: { matchLabels: { ...labels, tier: "a" } } })),
      missed,
    ],
    [
      "a selector by matchExpressions that leaves the pods out",
      () => {
        const matchExpressions = [{ key: "app.kubernetes.io/name", operator: "NotIn", values: ["mq"] }];
        return spread(required({ ...term, labelSelector: { matchExpressions } }));
      },
      missed,
    ],
    ["an absent selector, which is no pod", () => spread(required({ topologyKey: term.topologyKey })), missed],
    ["another namespace", () => spread(required({ ...term, namespaces: ["other"] })), missed],
    [
      "namespaces by labels, which nobody sees here",
      () => spread(required({ ...term, namespaceSelector: { matchLabels: { team: "a" } } })),
      missed,
    ],
    ["keys whose values must differ", () => spread(required({ ...term, mismatchLabelKeys: ["pod-index"] })), missed],
    ["a preferred term", () => spread(preferred), only],
    ["a soft spread", () => spread(constraints({ ...constraint, whenUnsatisfiable: "ScheduleAnyway" })), only],
    ["a skew of two, which lets two share a node", () => spread(constraints({ ...constraint, maxSkew: 2 })), apart],
    [
      "a preferred term of other pods, though preferred is allowed",
      () => {
        const podAffinityTerm = { ...term, labelSelector: { matchLabels: { app: "zk" } } };
        const list = [{ weight: 100, podAffinityTerm }];
        const podAntiAffinity = { preferredDuringSchedulingIgnoredDuringExecution: list };
        return spread({ affinity: { podAntiAffinity } }, { allowPreferred: true });
      },
      apart,
    ],
  ];
  for (const [what, ask, message] of refused) {
    it(`refuses ${what}`, async () => assert.deepEqual(await ask(), [message]));
  }

  const unknowns: [string, () => Promise<string[]>, string][] = [
    ["replicas", () => spread({}, {}, { replicas: unknown.text }), "spec.replicas"],
    ["the topology key", () => spread(required({ ...term, topologyKey: unknown.text })), `${first}.topologyKey`],
    ["the affinity", () => spread({ affinity: unknown.map }), "spec.template.spec.affinity"],
    [
      "a list of terms",
      () => spread({ affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: unknown.list } } }),
      `${where}.requiredDuringSchedulingIgnoredDuringExecution`,
    ],
    [
      "a label of the selector",
      () => spread(required({ ...term, labelSelector: { matchLabels: { "app.kubernetes.io/name": unknown.text } } })),
      `${first}.labelSelector.matchLabels["app.kubernetes.io/name"]`,
    ],
  ];
  for (const [what, ask, path] of unknowns) {
    it(`fails closed when ${what} cannot be known`, async () => {
      assert.deepEqual(await ask(), [`${path} is unknown before the deployment, so it cannot be judged.`]);
    });
  }

  it("is not held up by an unknown value that it does not judge", async () => {
    assert.deepEqual(
      await spread({ affinity, containers: [{ ...container, image: unknown.text, env: unknown.list }] }),
      [],
    );
  });

  it("judges any StatefulSet, not only brokers", async () => {
    const containers = [{ name: "db", image: "postgres:17" }];
    assert.deepEqual(await spread({ affinity: undefined, containers }), [apart]);
  });

  it("leaves a Deployment alone", async () => {
    assert.deepEqual(await found("node-spread", workload("Deployment", {}, { replicas: 3 })), []);
  });

  it("judges the arguments of our own component", async () => {
    const props = { replicas: 3, antiAffinity: "preferred" };
    const type = "messaging:index:RabbitMQCluster";
    assert.deepEqual(await found("node-spread", { type, props }), [
      "antiAffinity is preferred, so several replicas may run on one node and go down with it.",
    ]);
    assert.deepEqual(await found("node-spread", { type, props }, { allowPreferred: true }), []);
    assert.deepEqual(await found("node-spread", { type, props: { replicas: 1, antiAffinity: "preferred" } }), []);
  });
});
