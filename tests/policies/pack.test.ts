import { EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { kindOfToken } from "../../checks/kind";
import { rules } from "../../policies/list";
import { pageOf, settingsOf } from "../../policies/rule";
import { statefulSet } from "./fixtures";
import { pack } from "./shared";
import { levelNumbers } from "./support";

const root = join(__dirname, "../..");

describe("policy pack", () => {
  it("tells its name, the version of its package and that it can be configured", async () => {
    const info = await (await pack()).info();
    const { version } = JSON.parse(readFileSync(join(root, "policies/package.json"), "utf8")) as { version: string };
    assert.deepEqual([info.getName(), info.getVersion(), info.getSupportsconfig()], ["messaging", version, true]);
  });

  it("tells of every policy what it is, how to mend and where to read more", async () => {
    const policies = (await (await pack()).info()).getPoliciesList();
    assert.deepEqual(
      policies.map((policy) => policy.getName()),
      rules.map(({ id }) => id),
    );
    for (const policy of policies) {
      assert.match(policy.getName(), /^[a-z]+(-[a-z]+)*$/);
      assert.notEqual(policy.getDescription(), "");
      assert.notEqual(policy.getDisplayname(), "");
      assert.notEqual(policy.getRemediationSteps(), "");
      assert.notEqual(policy.getSeverity(), 0);
      const level = rules.find(({ id }) => id === policy.getName())?.level ?? "mandatory";
      assert.equal(policy.getEnforcementlevel(), levelNumbers[level]);
      assert.ok(existsSync(join(root, policy.getUrl())), policy.getUrl());
    }
  });

  it("has a page for every policy that names all of its settings", () => {
    for (const rule of rules) {
      const page = readFileSync(join(root, pageOf(rule)), "utf8");
      for (const name of Object.keys(settingsOf(rule))) assert.ok(page.includes(`\`${name}\``), `${rule.id}: ${name}`);
    }
  });

  it("has a line of every policy in the table of policies", () => {
    const table = readFileSync(join(root, "docs/policies/README.md"), "utf8");
    for (const { id } of rules) assert.ok(table.includes(`| [${id}](${id}.md) |`), id);
  });

  it("passes resources of other providers, and every kind it does not judge", async () => {
    const shared = await pack();
    await shared.configure({});
    const props = {
      spec: { replicas: 2, template: { spec: { containers: [{ image: "rabbitmq" }] } } },
      data: { a: "b" },
    };
    for (const type of [
      "aws:s3/bucket:Bucket",
      "kubernetes:core/v1:Endpoints",
      "other:index:StatefulSet",
      "pulumi:pulumi:Stack",
    ]) {
      assert.deepEqual(await shared.analyze({ type, props }), []);
    }
  });

  it("answers questions that overlap each for itself", async () => {
    const shared = await pack();
    await shared.configure({ "quorum-replicas": {} }, EnforcementLevel.DISABLED);
    const numbers = [1, 2, 4, 3];
    const answers = await Promise.all(
      numbers.map((replicas) => shared.analyzeStack([statefulSet({}, { replicas })]).then((found) => found.length)),
    );
    assert.deepEqual(answers, [1, 1, 1, 0]);
    await shared.configure({ "node-spread": {}, "pod-security": {} }, EnforcementLevel.DISABLED);
    const specs = [{}, { affinity: undefined }, { affinity: undefined, securityContext: undefined }];
    const alone = await Promise.all(specs.map((spec) => shared.analyze(statefulSet(spec))));
    assert.deepEqual(
      alone.map((found) => found.map(({ policy }) => policy)),
      [[], ["node-spread"], ["node-spread", "pod-security"]],
    );
  });

  it("reads the kind of a type token", () => {
    const tokens = [
      "kubernetes:apps/v1:StatefulSet",
      "kubernetes:kafka.strimzi.io/v1beta2:Kafka",
      "messaging:index:RabbitMQCluster",
    ];
    assert.deepEqual(tokens.map(kindOfToken), ["StatefulSet", "Kafka.kafka.strimzi.io", "RabbitMQCluster"]);
    assert.deepEqual(
      ["random:index/randomPassword:RandomPassword", "pulumi:providers:kubernetes", ""].map(kindOfToken),
      ["", "", ""],
    );
  });
});
