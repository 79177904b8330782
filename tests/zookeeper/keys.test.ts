import assert from "node:assert/strict";
import { zooKeeperSettings } from "../../components/zookeeper/schema";
import { configurationWarnings } from "../../components/zookeeper/configuration-rules";
import { checkKey, typeOf } from "../../components/zookeeper/keys";
import { configuration } from "../../components/zookeeper/zoo-cfg";

describe("keys of zoo.cfg", () => {
  it("are those that the server's parser reads, and those it asks for as system properties", () => {
    const types = ["tickTime", "peerType", "snapCount", "forceSync", "maxCnxns", "audit.enable", "serverCnxnFactory"];
    assert.deepEqual(
      types.map((key) => typeOf("3.9", key)),
      ["integer", "observer|participant", "integer", "yes|no", "integer", "boolean", "text"],
    );
  });

  it("have the parts of TLS and SASL, for clients and for members", () => {
    const keys = [
      "ssl.keyStore.location",
      "ssl.quorum.trustStore.type",
      "sslQuorum",
      "authProvider.sasl",
      "quorum.auth.enableSasl",
    ];
    assert.deepEqual(
      keys.map((key) => typeOf("3.9", key)),
      ["text", "text", "boolean", "text", "boolean"],
    );
  });

  it("are known of each that the component itself sets, but for the members", () => {
    const settings = zooKeeperSettings.parse({ dataLog: {} });
    const unknown = [...configuration("zookeeper", settings).keys()].filter((key) => typeOf("3.9", key) === undefined);
    assert.deepEqual(unknown, ["server.1", "server.2", "server.3"]);
  });

  it("take the values that ZooKeeper can read", () => {
    for (const [key, value] of [
      ["snapCount", "50000"],
      ["localSessionsEnabled", "true"],
      ["forceSync", "no"],
      ["serverCnxnFactory", "org.apache.zookeeper.server.NettyServerCnxnFactory"],
    ] as const) {
      assert.equal(checkKey("3.9", key, value), undefined, key);
    }
  });

  it("are allowed and warned of where an acknowledgement is worth less", () => {
    const config = { forceSync: "no", "snapshot.trust.empty": "true", skipACL: "no" };
    assert.deepEqual(configurationWarnings(zooKeeperSettings.parse({ config })), [
      "forceSync=no: a write is acknowledged before it is on disk, and the loss of power may lose it on all members",
      "snapshot.trust.empty=true: a member that lost its snapshots starts with what its logs have",
    ]);
  });
});
