import assert from "node:assert/strict";
import fc from "fast-check";
import { zooKeeperSettings } from "../../components/zookeeper/schema";
import { configuration, render } from "../../components/zookeeper/zoo-cfg";

const cfg = (settings: object) =>
  configuration("zookeeper", zooKeeperSettings.parse({ tls: { enabled: false }, ...settings }));

describe("zoo.cfg", () => {
  const alone = [
    "tickTime=2000",
    "initLimit=10",
    "syncLimit=5",
    "dataDir=/data",
    "autopurge.snapRetainCount=3",
    "autopurge.purgeInterval=1",
    "clientPort=2181",
    "maxClientCnxns=60",
    "4lw.commands.whitelist=srvr,mntr,ruok",
    "admin.enableServer=false",
    "metricsProvider.className=org.apache.zookeeper.metrics.prometheus.PrometheusMetricsProvider",
    "metricsProvider.httpPort=7000",
  ];

  it("is exactly this for three members, the same on each", () => {
    assert.equal(
      render(cfg({})),
      [
        ...alone,
        "standaloneEnabled=false",
        "reconfigEnabled=false",
        "quorumListenOnAllIPs=false",
        "server.1=zookeeper-0.zookeeper-headless:2888:3888",
        "server.2=zookeeper-1.zookeeper-headless:2888:3888",
        "server.3=zookeeper-2.zookeeper-headless:2888:3888",
        "",
      ].join("\n"),
    );
  });

  it("has no quorum with one member", () => {
    assert.equal(render(cfg({ replicas: 1 })), [...alone, ""].join("\n"));
  });

  it("has a directory for transaction logs where they have a volume", () => {
    assert.equal(cfg({ dataLog: {} }).get("dataLogDir"), "/datalog");
    assert.equal(cfg({}).has("dataLogDir"), false);
  });

  it("takes ZooKeeper's own limits from the settings", () => {
    const settings = {
      tickTime: 3000,
      initLimit: 20,
      syncLimit: 8,
      maxClientCnxns: 0,
      autopurge: { purgeInterval: 24 },
    };
    const file = cfg(settings);
    assert.deepEqual(
      [
        "tickTime",
        "initLimit",
        "syncLimit",
        "maxClientCnxns",
        "autopurge.purgeInterval",
        "autopurge.snapRetainCount",
      ].map((key) => file.get(key)),
      ["3000", "20", "8", "0", "24", "3"],
    );
  });

  it("numbers the members from 1, each with a name of its own, whatever their number", () => {
    for (const replicas of [3, 5, 7]) {
      const members = [...cfg({ replicas })].filter(([key]) => key.startsWith("server."));
      assert.deepEqual(
        members.map(([key, value]) => [key, value.split(":")[0]]),
        Array.from({ length: replicas }, (_, i) => [`server.${i + 1}`, `zookeeper-${i}.zookeeper-headless`]),
      );
    }
  });

  it("is read by Java's Properties as it was meant, backslashes and all", () => {
    const value = fc.stringMatching(/^[ -~]{0,20}$/).map((text) => text.trim());
    fc.assert(
      fc.property(value, (text) => {
        const line = render(new Map([["key", text]])).trimEnd();
        assert.equal(line.slice("key=".length).replace(/\\(.)/g, "$1"), text);
      }),
    );
  });
});
