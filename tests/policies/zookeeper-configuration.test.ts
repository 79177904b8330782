import assert from "node:assert/strict";
import { configMap, container, statefulSet, volumes } from "./fixtures";
import { foundInStack } from "./questions";
import { unknown, type Resource } from "./support";
import { encodings, servers } from "./zookeeper";

const policy = "zookeeper-configuration";
const at = "spec.template.spec.containers[0]";
const file = 'ConfigMap/rabbitmq-config.data["zoo.cfg"]';
const good = "autopurge.purgeInterval=12\ndataLogDir=/datalog\n4lw.commands.whitelist=srvr,mntr\n";

const ask = (stack: Resource[], settings: object = {}) => foundInStack(policy, stack, settings);
const askFile = (text: string, settings: object = {}) =>
  ask([servers({}, {}, { volumes }), configMap({ "zoo.cfg": text })], settings);
const askEnv = (variables: Record<string, string>, given: object = {}) =>
  ask([servers({ env: Object.entries(variables).map(([name, value]) => ({ name, value })), ...given })]);

describe("policy zookeeper-configuration", () => {
  it("accepts a server that cleans up", async () => assert.deepEqual(await askFile(good), []));

  for (const [how, stack] of encodings(
    { "autopurge.purgeInterval": 0, dataLogDir: "/a" },
    { ZOO_AUTOPURGE_PURGEINTERVAL: 0 },
  )) {
    it(`finds that nothing is deleted by ${how}`, async () => {
      const messages = await ask(stack);
      assert.equal(messages.length, 1);
      assert.match(messages[0] ?? "", /^autopurge\.purgeInterval in \S+ is not above zero: snapshots and logs/);
    });
  }

  for (const [how, stack] of encodings(
    { "autopurge.purgeInterval": 1, dataLogDir: "/a" },
    { ZOO_AUTOPURGE_PURGEINTERVAL: 1 },
  )) {
    it(`accepts the least interval by ${how}`, async () => assert.deepEqual(await ask(stack), []));
  }

  for (const [image, name] of [
    ["bitnami/zookeeper:3.9", "ZOO_AUTOPURGE_INTERVAL"],
    ["confluentinc/cp-zookeeper:7.6.0", "ZOOKEEPER_AUTOPURGE_PURGE_INTERVAL"],
  ] as const) {
    it(`reads ${name}`, async () => {
      const missing =
        "dataLogDir is not set, so every acknowledgement waits for the disk that snapshots are written to.";
      assert.deepEqual(await askEnv({ [name]: "24" }, { image }), [missing]);
    });
  }

  it("reads the options of start-zookeeper", async () => {
    const start = "start-zookeeper --servers=3 --purge_interval=12 --data_log_dir=/log --max_client_cnxns=0";
    assert.deepEqual(await ask([servers({ image: "kubernetes-zookeeper:1.0-3.4.10", command: ["sh", "-c", start] })]), [
      `maxClientCnxns in ${at}.command[2] lets one client take all connections.`,
    ]);
  });

  it("finds the server's own defaults, of which the official image mends one", async () => {
    const never =
      "autopurge.purgeInterval is not set, so it is 0: snapshots and logs are never deleted, until the volume is full.";
    assert.deepEqual(await ask([servers({})]), [never]);
    assert.equal((await askFile("clientPort=2181")).length, 2);
    assert.deepEqual(await askFile("clientPort=2181", { dataLogDir: "optional" }), [never]);
  });

  for (const [line, problem] of [
    ["4lw.commands.whitelist=*", "lets every client stop tracing, reset statistics and list connections"],
    ["4lw.commands.whitelist=ruok, *", "lets every client stop tracing, reset statistics and list connections"],
    ["maxClientCnxns=0", "lets one client take all connections"],
    [
      "standaloneEnabled=true",
      "lets a server go on alone, with nobody to vote against it, when its list of members is short",
    ],
  ] as const) {
    it(`refuses ${line}`, async () => {
      assert.deepEqual(await askFile(good + line), [`${line.split("=")[0]} in ${file} ${problem}.`]);
    });
  }

  it("accepts a single server that stands alone", async () => {
    const one = servers({}, { replicas: 1 }, { volumes });
    assert.deepEqual(await ask([one, configMap({ "zoo.cfg": `${good}standaloneEnabled=true` })]), []);
  });

  it("looks at zoo.cfg before the environment, as images do", async () => {
    const env = [{ name: "ZOO_AUTOPURGE_PURGEINTERVAL", value: "0" }];
    assert.deepEqual(await ask([servers({ env }, {}, { volumes }), configMap({ "zoo.cfg": good })]), []);
  });

  it("finds the server beside a second container, and leaves other systems alone", async () => {
    const sidecar = { name: "metrics", image: "josdotso/zookeeper-exporter" };
    const two = statefulSet({ containers: [sidecar, { name: "zk", image: "zookeeper:3.9" }] });
    assert.equal((await ask([two])).length, 1);
    assert.deepEqual(await ask([statefulSet({ containers: [container] })]), []);
  });

  it("fails closed on an unknown file, and on a value that a script computes", async () => {
    const messages = await ask([servers({}, {}, { volumes }), configMap({ "zoo.cfg": unknown.text })]);
    assert.deepEqual([...new Set(messages)], [`${file} is unknown before the deployment, so it cannot be judged.`]);
    assert.deepEqual(await askFile(good.replace("12", "$HOURS")), [
      `${file} is not a literal value of autopurge.purgeInterval.`,
    ]);
  });
});
