import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { topicsConfigMap, topicsJob } from "../../components/kafka/topics-job";
import { context, onZooKeeper } from "./support";
import type { Plain } from "../support/plain";

/** A line of `kafka-topics.sh --describe`. */
const described = (name: string, partitions: number, factor: number, configs = "") =>
  `Topic: ${name}\tTopicId: x\tPartitionCount: ${partitions}\tReplicationFactor: ${factor}\tConfigs: ${configs}\n` +
  `\tTopic: ${name}\tPartition: 0\tLeader: 0\tReplicas: 0\tIsr: 0\n`;

interface Result {
  code: number;
  said: string;
  /** Calls of Kafka's tools, but for those that look only. */
  calls: string[];
}

/** Runs the Job's script against brokers that have these topics, with tools that note what they are called with. */
async function run(settings: object, present = "", features = ""): Promise<Result> {
  const root = mkdtempSync(join(tmpdir(), "job-"));
  const broker = createServer();
  await new Promise<void>((resolve) => broker.listen(0, "127.0.0.1", resolve));
  try {
    mkdirSync(join(root, "bin"));
    writeFileSync(join(root, "described"), present);
    for (const tool of ["kafka-topics", "kafka-configs", "kafka-features"]) {
      const file = join(root, "bin", `${tool}.sh`);
      const look = `case "$*" in *--describe*) cat ${root}/described; exit;; esac`;
      writeFileSync(
        file,
        `#!/bin/bash\n${look}\necho "${tool} $(printf '%s ' "\${@:5}")" >> ${root}/calls\n${tool === "kafka-features" ? features : ""}\n`,
      );
      chmodSync(file, 0o755);
    }
    const { port } = broker.address() as AddressInfo;
    const script = (topicsConfigMap(context(settings)).data as Record<string, string>)["topics.sh"] ?? "";
    const here = script
      .replace(/^brokers=.*$/m, 'brokers="127.0.0.1"')
      .replace(/^port=.*$/m, `port=${port}`)
      .replaceAll("/tmp/", `${root}/tmp-`)
      .replaceAll("/opt/kafka/bin", join(root, "bin"));
    writeFileSync(join(root, "topics.sh"), here);
    return await new Promise((resolve) => {
      execFile("bash", [join(root, "topics.sh")], (error, stdout) => {
        const calls = existsSync(join(root, "calls")) ? readFileSync(join(root, "calls"), "utf8") : "";
        resolve({ code: error ? Number(error.code) : 0, said: stdout, calls: calls.split(" \n").filter(Boolean) });
      });
    });
  } finally {
    broker.close();
    rmSync(root, { recursive: true });
  }
}

const clusterWide = [
  "kafka-features upgrade --release-version 4.3",
  "kafka-configs --alter --entity-type brokers --entity-default --add-config min.insync.replicas=2",
];

describe("the Job that makes topics", () => {
  it("creates what is not there, with what is declared and nothing else", async () => {
    const topics = [
      { name: "my-topic" },
      {
        name: "high",
        partitions: 6,
        replicationFactor: 3,
        config: { "retention.ms": "1000", "cleanup.policy": "compact,delete" },
      },
    ];
    const { code, calls } = await run({ topics });
    assert.equal(code, 0);
    assert.deepEqual(calls, [
      ...clusterWide,
      "kafka-topics --create --if-not-exists --topic my-topic",
      "kafka-topics --create --if-not-exists --topic high --partitions 6 --replication-factor 3 --config retention.ms=1000 --config cleanup.policy=compact,delete",
    ]);
  });

  it("changes nothing that is as declared", async () => {
    const topics = [
      { name: "a", partitions: 3, replicationFactor: 3, config: { "retention.ms": "1000" } },
      { name: "b" },
    ];
    const present =
      described("a", 3, 3, "min.insync.replicas=2,retention.ms=1000,segment.bytes=5") + described("b", 12, 2);
    assert.deepEqual((await run({ topics }, present)).calls, clusterWide);
  });

  it("adds partitions and alters config while brokers run, and takes a name for a name", async () => {
    const topics = [{ name: "a.b", partitions: 6, config: { "retention.ms": "1000" } }];
    const { calls, said } = await run({ topics }, described("a.b", 3, 3, "retention.ms=10000"));
    assert.deepEqual(calls.slice(2), [
      "kafka-topics --alter --topic a\\.b --partitions 6",
      "kafka-configs --alter --entity-type topics --entity-name a.b --add-config-file /etc/kafka-topics/topic-0.properties",
    ]);
    assert.match(said, /^topic a\.b: 3 partitions are now 6$/m);
  });

  it("refuses fewer partitions and another replication factor before it changes anything", async () => {
    const topics = [{ name: "new" }, { name: "a", partitions: 3 }, { name: "b", replicationFactor: 3 }];
    const { code, said, calls } = await run({ topics }, described("a", 6, 3) + described("b", 1, 1));
    assert.deepEqual([code, calls], [3, []]);
    const servers = [0, 1, 2].map((i) => `kafka-${i}.kafka-headless:9092`).join(",");
    assert.equal(
      said,
      [
        "topic a has 6 partitions, and 3 are declared: Kafka cannot take partitions away",
        "remedy: declare partitions: 6, or make another topic and move its clients",
        "topic b has 1 replicas of each partition, and 3 are declared: replicas are moved by a reassignment",
        "remedy: declare replicationFactor: 1, or first list 3 brokers for each partition in a file and run",
        `  kafka-reassign-partitions.sh --bootstrap-server ${servers} --reassignment-json-file FILE --execute`,
        "",
      ].join("\n"),
    );
  });

  it("deletes a topic that says so, and is content when it is gone", async () => {
    const topics = [{ name: "old.one", delete: true }];
    assert.deepEqual((await run({ topics }, described("old.one", 3, 3))).calls.slice(2), [
      "kafka-topics --delete --topic old\\.one",
    ]);
    assert.deepEqual((await run({ topics })).calls.slice(2), []);
  });

  it("raises metadata.version to what is declared, and nothing of the kind on ZooKeeper", async () => {
    assert.equal((await run({ metadataVersion: "4.2" })).calls[0], "kafka-features upgrade --release-version 4.2");
    assert.deepEqual((await run(onZooKeeper)).calls, []);
  });

  it("refuses to lower metadata.version, and fails for a try more when it is not raised for another reason", async () => {
    const failing = (said: string) => run({}, "", `echo "${said}"; exit 1`);
    const lowered = await failing(
      "Could not upgrade metadata.version to 29. Can't downgrade the version of this feature.",
    );
    assert.deepEqual([lowered.code, lowered.calls.length], [3, 1]);
    assert.match(lowered.said, /^remedy: declare a metadataVersion not below the cluster's/m);
    assert.equal((await failing("Timed out")).code, 1);
  });

  it("leaves min.insync.replicas to the files of a version whose brokers read it there", async () => {
    assert.deepEqual((await run({ version: "3.9" })).calls, ["kafka-features upgrade --metadata 3.9"]);
  });

  it("is another Job for whatever changes what it does, and the same for what does not", () => {
    const name = (settings: object) => (topicsJob(context(settings)).metadata as Plain)["name"] as string;
    const topics = [{ name: "a", partitions: 3 }];
    const base = name({ topics });
    assert.match(base, /^kafka-topics-[0-9a-f]{10}$/);
    const changes = [
      { topics: [{ name: "a", partitions: 6 }] },
      { topics: [{ name: "a", partitions: 3, config: { "retention.ms": "1" } }] },
      { topics, image: "apache/kafka:4.3.2" },
      { topics, metadataVersion: "4.2" },
      { topics, brokers: { replicas: 5 } },
    ];
    const names = changes.map(name);
    assert.equal(new Set([base, ...names]).size, changes.length + 1);
    assert.equal(name({ topics, brokers: { storage: { size: "50Gi" } }, config: { "num.io.threads": "16" } }), base);
  });

  it("ends at once when it refuses, and tries again when a broker is not there", () => {
    const { podFailurePolicy, backoffLimit, template } = topicsJob(context()).spec as Plain;
    assert.deepEqual(podFailurePolicy, {
      rules: [{ action: "FailJob", onExitCodes: { containerName: "topics", operator: "In", values: [3] } }],
    });
    assert.deepEqual([backoffLimit, template.spec.restartPolicy], [6, "Never"]);
  });
});
