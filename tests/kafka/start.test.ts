import assert from "node:assert/strict";
import { Member, meta } from "./member";
import { onZooKeeper, separate } from "./support";

const server = ["kafka-server-start.sh", "/server.properties"];

describe("the start of a member", () => {
  it("gives it its id and its own addresses", async () => {
    const { properties } = await new Member().start(2);
    const host = "kafka-2.kafka-headless.messaging.svc.cluster.local";
    assert.deepEqual(properties.split("\n").slice(-3), [
      "node.id=2",
      `advertised.listeners=CLIENT://${host}:9092,REPLICATION://${host}:9091,CONTROLLER://${host}:9093`,
      "",
    ]);
  });

  it("finds the controllers by the names that they advertise", async () => {
    const { properties } = await new Member(separate).start(0);
    const controllers = [0, 1, 2].map(
      (i) => `kafka-controller-${i}.kafka-controller-headless.messaging.svc.cluster.local:9093`,
    );
    assert.match(properties, new RegExp(`^controller\\.quorum\\.bootstrap\\.servers=${controllers.join(",")}$`, "m"));
    assert.doesNotMatch((await new Member(onZooKeeper).start(0)).properties, /quorum/);
  });

  it("tells clients outside the name that it has for them", async () => {
    const external = { type: "loadBalancer", host: "kafka-{id}.example.com", allowedCidrs: ["203.0.113.0/24"] };
    const { properties } = await new Member({ external }).start(2);
    assert.match(properties, /^advertised\.listeners=.*,EXTERNAL:\/\/kafka-2\.example\.com:9094$/m);
  });

  for (const [title, node, address] of [
    ["", "198.51.100.7", "198.51.100.7:30093"],
    ["of IPv6 ", "2001:db8::7", "[2001:db8::7]:30093"],
  ] as const) {
    it(`tells clients outside its node's address ${title}and the port that is its own`, async () => {
      const external = { type: "nodePort", nodePorts: [30092, 30093, 30094], allowedCidrs: ["203.0.113.0/24"] };
      const { properties } = await new Member({ external }).start(1, { NODE_IP: node });
      assert.equal(/^advertised\.listeners=.*,EXTERNAL:\/\/(.*)$/m.exec(properties)?.[1], address);
    });
  }

  it("has its zone for its rack, and does not start without one when one is asked for", async () => {
    const { properties } = await new Member({ rack: "podLabel" }).start(0, { ZONE: "zone-2" });
    assert.match(properties, /^broker\.rack=zone-2$/m);
    const { code, said, calls } = await new Member({ rack: "podLabel" }).start(0, { ZONE: "" });
    assert.deepEqual([code, calls], [1, []]);
    assert.match(said, /^this pod has no label topology\.kubernetes\.io\/zone/);
    assert.doesNotMatch((await new Member().start(0)).properties, /broker\.rack/);
  });

  it("has the zone that it asked for in a file", async () => {
    const member = (zone: string) => new Member({ rack: "nodeLabel" }).volume("rack/zone", zone);
    assert.match((await member("zone-3").start(0)).properties, /^broker\.rack=zone-3$/m);
    const { code, said } = await member("").start(0, { ZONE: "somebody else's" });
    assert.equal(code, 1);
    assert.match(said, /^this pod's node has no label topology\.kubernetes\.io\/zone/);
  });

  it("formats an empty volume as one of the first controllers, each with its directory id", async () => {
    const { calls } = await new Member(separate, "kafka-controller").start(1);
    const voters = ["one", "two", "three"].map(
      (id, i) => `${1000 + i}@kafka-controller-${i}.kafka-controller-headless.messaging.svc.cluster.local:9093:${id}`,
    );
    assert.deepEqual(calls, [
      "kafka-storage.sh",
      "format",
      "--ignore-formatted",
      "--config",
      "/server.properties",
      "--cluster-id=cluster-id",
      "--release-version",
      "4.3",
      "--initial-controllers",
      voters.join(","),
      ...server,
    ]);
  });

  it("formats a broker's volume without a word of controllers", async () => {
    const { calls } = await new Member({ ...separate, metadataVersion: "4.2" }).start(0);
    assert.deepEqual(calls.slice(-4, -2), ["--release-version", "4.2"]);
    assert.equal(calls.includes("--initial-controllers"), false);
  });

  it("formats nothing again", async () => {
    const { calls } = await new Member().volume("data-0/log/meta.properties", meta(0)).start(0);
    assert.deepEqual(calls, server);
  });

  it("formats a volume that was added", async () => {
    const settings = { brokers: { storage: { logDirs: 2 } } };
    const { calls } = await new Member(settings).volume("data-0/log/meta.properties", meta(0)).start(0);
    assert.equal(calls[0], "kafka-storage.sh");
  });

  for (const [title, text, wanted] of [
    ["of another member", meta(1), "node.id=0"],
    ["of another cluster", meta(0, "other-cluster"), "cluster.id=cluster-id"],
    ["that was written with ZooKeeper", "version=0\nbroker.id=0\ncluster.id=cluster-id\n", "node.id=0"],
  ] as const) {
    it(`refuses a volume ${title}, and touches nothing`, async () => {
      const { code, said, calls } = await new Member().volume("data-0/log/meta.properties", text).start(0);
      assert.deepEqual([code, calls], [1, []]);
      assert.equal(
        said,
        `/data-0/log belongs to another member: this one is ${wanted}, the volume says:\n${text}` +
          "remedy: give the pod its own volume back, or delete the claim if its data is not needed\n",
      );
    });
  }

  it("formats nothing on ZooKeeper, and refuses another broker's volume", async () => {
    const started = await new Member(onZooKeeper).start(1);
    assert.deepEqual(started.calls, server);
    assert.match(started.properties, /^broker\.id=1$/m);
    const strange = await new Member(onZooKeeper)
      .volume("data-0/log/meta.properties", "version=0\nbroker.id=2\n")
      .start(1);
    assert.deepEqual([strange.code, strange.calls], [1, []]);
  });

  it("goes on without metrics where the agent is missing", async () => {
    const { calls, said } = await new Member({ metrics: { jmxExporter: {} } })
      .volume("data-0/log/meta.properties", meta(0))
      .start(0);
    assert.deepEqual(calls, server);
    assert.equal(said, "no metrics: there is no /nowhere/agent.jar\n");
  });
});
