import assert from "node:assert/strict";
import { labels, statefulSet, volumes } from "./fixtures";
import { brokers, encodings, env } from "./kafka";
import { foundInStack } from "./questions";
import { unknown } from "./support";

const policy = "rack-awareness";
const zone = "topology.kubernetes.io/zone";
const spread = (topologyKey: string) => ({
  topologySpreadConstraints: [{ maxSkew: 1, topologyKey, whenUnsatisfiable: "ScheduleAnyway" }],
});
const term = { topologyKey: zone, labelSelector: { matchLabels: labels } };
const place = "spec.template.spec.topologySpreadConstraints[0]";
const missing = (path: string) =>
  `Brokers are spread over zones (${path}), and broker.rack is not set: all replicas of a partition may be in one zone.`;

describe("policy rack-awareness", () => {
  it("asks brokers that are spread over zones for theirs", async () => {
    assert.deepEqual(await foundInStack(policy, [brokers({}, {}, spread(zone))]), [missing(place)]);
  });

  for (const [how, stack] of encodings({ "broker.rack": "a" }, {}, {}, spread(zone))) {
    it(`accepts a zone by ${how}`, async () => assert.deepEqual(await foundInStack(policy, stack), []));
  }

  it("accepts a zone that a script finds out", async () => {
    const command = [
      "sh",
      "-c",
      'echo "broker.rack=$ZONE" >> /c/server.properties; exec kafka-server-start.sh /c/server.properties',
    ];
    assert.deepEqual(await foundInStack(policy, [brokers({ command }, {}, spread(zone))]), []);
  });

  for (const rule of [
    "requiredDuringSchedulingIgnoredDuringExecution",
    "preferredDuringSchedulingIgnoredDuringExecution",
  ]) {
    it(`takes ${rule} by zone for a spread`, async () => {
      const terms = rule.startsWith("pref") ? [{ weight: 1, podAffinityTerm: term }] : [term];
      const podSpec = { affinity: { podAntiAffinity: { [rule]: terms } } };
      const path = `spec.template.spec.affinity.podAntiAffinity.${rule}[0]${rule.startsWith("pref") ? ".podAffinityTerm" : ""}`;
      assert.deepEqual(await foundInStack(policy, [brokers({}, {}, podSpec)]), [missing(path)]);
    });
  }

  it("leaves brokers on nodes, lone ones, controllers and other systems alone", async () => {
    const controllers = brokers({ env: env({ "process.roles": "controller" }) }, {}, spread(zone));
    const stack = [
      brokers({}, {}, spread("kubernetes.io/hostname")),
      brokers({}, { replicas: 1 }, spread(zone)),
      controllers,
      statefulSet(spread(zone)),
    ];
    for (const one of stack) assert.deepEqual(await foundInStack(policy, [one]), []);
  });

  it("asks when the ConfigMap is not there, and fails closed on an unknown key", async () => {
    assert.deepEqual(await foundInStack(policy, [brokers({}, {}, { volumes, ...spread(zone) })]), [missing(place)]);
    assert.deepEqual(await foundInStack(policy, [brokers({}, {}, spread(unknown.text))]), [
      `${place}.topologyKey is unknown before the deployment, so it cannot be judged.`,
    ]);
  });
});
