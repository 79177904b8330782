import assert from "node:assert/strict";
import { networkPolicy } from "../../components/zookeeper/access";
import { contextOf } from "../../components/zookeeper/config-map";
import { zooKeeperSettings } from "../../components/zookeeper/schema";

const spec = (settings: object = {}) =>
  networkPolicy(contextOf("zookeeper", "messaging", zooKeeperSettings.parse(settings))).spec as {
    ingress: unknown[];
    egress: unknown[];
  };
const members = {
  podSelector: {
    matchLabels: {
      "app.kubernetes.io/name": "zookeeper",
      "app.kubernetes.io/instance": "zookeeper",
      "app.kubernetes.io/component": "server",
    },
  },
};
const tcp = (port: number) => ({ protocol: "TCP", port });

describe("the NetworkPolicy of ZooKeeper", () => {
  it("opens quorum and election to members, the client port to Kafka and admins, the metrics to monitoring", () => {
    assert.deepEqual(spec(), {
      ...members,
      policyTypes: ["Ingress", "Egress"],
      ingress: [
        { from: [members], ports: [tcp(2281), tcp(2888), tcp(3888)] },
        {
          from: [
            { podSelector: { matchLabels: { "app.kubernetes.io/name": "kafka" } } },
            { podSelector: { matchLabels: { role: "admin" } } },
          ],
          ports: [tcp(2281)],
        },
        {
          from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } } }],
          ports: [tcp(7000)],
        },
      ],
      egress: [
        { to: [members], ports: [tcp(2281), tcp(2888), tcp(3888)] },
        {
          ports: [
            { protocol: "UDP", port: 53 },
            { protocol: "TCP", port: 53 },
          ],
        },
      ],
    });
  });

  it("has no rule for a list of nobody, which would be a rule for everybody", () => {
    assert.equal(spec({ networkPolicy: { clients: [], admins: [], monitoring: [] } }).ingress.length, 1);
  });
});
