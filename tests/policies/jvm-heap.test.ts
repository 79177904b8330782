import assert from "node:assert/strict";
import { configMap, container, resources, statefulSet, volumes } from "./fixtures";
import { at, brokers } from "./kafka";
import { foundInStack } from "./questions";
import { unknown } from "./support";
import { servers } from "./zookeeper";

const policy = "jvm-heap";
const room = "at most 75 % leave room for the rest of the Java VM and the page cache.";
const limited = (memory: string) => ({ resources: { ...resources, limits: { cpu: "2", memory } } });
const variable = (name: string, value: string) => ({ env: [{ name, value }] });

const kafka = (flags: string, memory = "2Gi", name = "KAFKA_HEAP_OPTS", settings = {}) =>
  foundInStack(policy, [brokers({ ...variable(name, flags), ...limited(memory) })], settings);
const zookeeper = (given: object, memory = "2Gi") => foundInStack(policy, [servers({ ...given, ...limited(memory) })]);

describe("policy jvm-heap", () => {
  it("accepts half of the limit, and exactly three quarters", async () => {
    assert.deepEqual(await kafka("-Xms1G -Xmx1G"), []);
    assert.deepEqual(await kafka("-Xmx1536m"), []);
  });

  it("refuses more than three quarters", async () => {
    assert.deepEqual(await kafka("-Xmx1537m"), [
      `The heap in ${at}.env[0].value is 1537Mi, 76 % of the memory limit; ${room}`,
    ]);
  });

  it("asks for what is configured", async () => {
    assert.equal((await kafka("-Xmx1G", "2Gi", "KAFKA_HEAP_OPTS", { maxHeapPercent: 49 })).length, 1);
  });

  it("knows what Kafka takes when nothing is set", async () => {
    const own = `No heap is set, so the start script's own is 1Gi, 171 % of the memory limit; ${room}`;
    assert.deepEqual(await foundInStack(policy, [brokers(limited("600Mi"))]), [own]);
    assert.deepEqual(await foundInStack(policy, [brokers(limited("2Gi"))]), []);
  });

  for (const [image, least] of [
    ["zookeeper:3.9", 1000],
    ["bitnami/zookeeper:3.9", 1024],
    ["confluentinc/cp-zookeeper:7.6.0", 512],
    ["kubernetes-zookeeper:1.0-3.4.10", 2048],
  ] as const) {
    it(`knows what ${image} takes when nothing is set`, async () => {
      assert.deepEqual(await zookeeper({ image }, `${Math.ceil(least / 0.75)}Mi`), []);
      assert.equal((await zookeeper({ image }, `${Math.floor(least / 0.75) - 1}Mi`)).length, 1);
    });
  }

  for (const name of ["KAFKA_OPTS", "KAFKA_JVM_PERFORMANCE_OPTS", "_JAVA_OPTIONS"]) {
    it(`takes a heap in ${name} for the one that counts`, async () => {
      const env = [
        { name, value: "-Xmx1800m" },
        { name: "KAFKA_HEAP_OPTS", value: "-Xmx512m" },
      ];
      assert.equal((await foundInStack(policy, [brokers({ env })])).length, 1);
    });
  }

  for (const [name, value] of [
    ["SERVER_JVMFLAGS", "-Xmx1900m"],
    ["JVMFLAGS", "-Xms64m -Xmx1900m"],
    ["ZK_SERVER_HEAP", "1900"],
    ["ZOO_HEAP_SIZE", "1900"],
    ["ZK_HEAP_SIZE", "1900M"],
    ["KAFKA_HEAP_OPTS", "-Xmx1900m"],
  ]) {
    it(`reads ZooKeeper's ${name}`, async () => {
      const found = await zookeeper(variable(name ?? "", value ?? ""));
      assert.deepEqual(found, [`The heap in ${at}.env[0].value is 1900Mi, 93 % of the memory limit; ${room}`]);
    });
  }

  for (const [how, given] of [
    ["an option", { command: ["sh", "-c", "start-zookeeper --servers=3 --heap=1900M"] }],
    [
      "a variable that the command exports",
      { command: ["sh", "-c", "export JVMFLAGS='-Xmx1900m'\nzkServer.sh start-foreground"] },
    ],
    [
      "java.env that the command writes",
      { command: ["bash", "-c", `echo 'JVMFLAGS="-Xmx1900m"' > /conf/java.env\nzkServer.sh start-foreground`] },
    ],
  ] as const) {
    it(`reads ${how}`, async () => assert.equal((await zookeeper(given)).length, 1));
  }

  it("reads java.env of a ConfigMap", async () => {
    const file = configMap({ "java.env": 'export JVMFLAGS="-Xmx1900m"' });
    assert.equal((await foundInStack(policy, [servers(limited("2Gi"), {}, { volumes }), file])).length, 1);
  });

  it("leaves the heap of another command in a script alone", async () => {
    const script = "KAFKA_HEAP_OPTS=-Xmx1900m kafka-storage.sh format\nexec kafka-server-start.sh a";
    assert.deepEqual(await foundInStack(policy, [brokers({ command: ["sh", "-c", script] })]), []);
  });

  it("reads a share of the memory, unless a size stands beside it", async () => {
    assert.deepEqual(await kafka("-XX:MaxRAMPercentage=75"), []);
    assert.deepEqual(await kafka("-XX:MaxRAMPercentage=80"), [
      `The heap in ${at}.env[0].value is 80 % of the memory limit; ${room}`,
    ]);
    assert.deepEqual(await kafka("-XX:MaxRAMPercentage=80 -Xmx1g"), []);
  });

  it("refuses a heap that begins larger than it may be, and asks for equal sizes where that is configured", async () => {
    assert.deepEqual(await kafka("-Xms1g -Xmx512m"), [
      `-Xms in ${at}.env[0].value is above -Xmx, with which the Java VM does not start.`,
    ]);
    const unequal = `-Xms in ${at}.env[0].value is not the same as -Xmx, so the memory may not be there when the heap grows.`;
    const equal = { initialHeap: "equal" };
    assert.deepEqual(await kafka("-Xms256m -Xmx512m", "2Gi", "KAFKA_HEAP_OPTS", equal), [unequal]);
    assert.deepEqual(await kafka("-Xms512m -Xmx512m", "2Gi", "KAFKA_HEAP_OPTS", equal), []);
    assert.deepEqual(await kafka("-Xms256m -Xmx512m"), []);
  });

  it("refuses a size that there is no limit for", async () => {
    const given = { ...variable("KAFKA_HEAP_OPTS", "-Xmx1g"), resources: {} };
    const message = `The heap in ${at}.env[0].value has a size, and the container has no memory limit to compare it with.`;
    assert.deepEqual(await foundInStack(policy, [brokers(given)]), [message]);
    const share = { ...variable("KAFKA_HEAP_OPTS", "-XX:MaxRAMPercentage=50"), resources: {} };
    assert.deepEqual(await foundInStack(policy, [brokers(share)]), []);
  });

  it("leaves RabbitMQ alone, a container with neither heap nor limit, init containers and second containers", async () => {
    const other = { name: "other", image: "busybox", ...variable("KAFKA_HEAP_OPTS", "-Xmx9g") };
    const broker = { ...container, image: "apache/kafka:4.1.0" };
    assert.deepEqual(await foundInStack(policy, [statefulSet()]), []);
    assert.deepEqual(await foundInStack(policy, [brokers({ resources: {} })]), []);
    assert.deepEqual(
      await foundInStack(policy, [statefulSet({ containers: [broker, other], initContainers: [other] })]),
      [],
    );
  });

  it("fails closed on unknown flags, and on a size that a variable gives", async () => {
    assert.deepEqual(await kafka(unknown.text), [
      `${at}.env[0].value is unknown before the deployment, so it cannot be judged.`,
    ]);
    assert.deepEqual(await kafka("-Xmx$(HEAP)"), [`${at}.env[0].value is not a literal heap size.`]);
  });
});
