import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfig } from "../../policies/config";
import { rules } from "../../policies/list";
import { schemaText } from "../../policies/schema";
import { statefulSet } from "./fixtures";
import { pack } from "./shared";
import { levelNumbers, Pack, type Resource, type Violation } from "./support";

const policies = join(__dirname, "../../policies");
const single = statefulSet({ affinity: undefined }, { replicas: 1 });
const quorum = async (server: Pack, resource: Resource) =>
  told(await server.analyzeStack([resource])).filter((one) => one.startsWith("quorum-replicas"));
const told = (violations: Violation[]) => violations.map(({ policy, level }) => `${policy} ${level}`);

describe("configuration of a stack", () => {
  const load = (content: unknown, stack = "test") => {
    const directory = mkdtempSync(join(tmpdir(), "policies-"));
    try {
      mkdirSync(join(directory, "config"));
      const text = typeof content === "string" ? content : JSON.stringify(content);
      writeFileSync(join(directory, "config", "test.json"), text);
      return loadConfig(directory, stack, rules);
    } finally {
      rmSync(directory, { recursive: true });
    }
  };

  it("is mandatory and strict where nothing is configured", () => {
    const config = loadConfig(policies, "no-such-stack", rules);
    assert.deepEqual(config["quorum-replicas"], { enforcementLevel: "mandatory", minReplicas: 3 });
    assert.deepEqual(
      Object.keys(config),
      rules.map(({ id }) => id),
    );
    assert.deepEqual(config, loadConfig(policies, undefined, rules));
  });

  it("is as strict for prod as the defaults, and asks for what holds data to be protected", () => {
    const { "deletion-protection": protection, ...others } = loadConfig(policies, "prod", rules);
    const { "deletion-protection": byDefault, ...defaults } = loadConfig(policies, undefined, rules);
    assert.deepEqual(others, defaults);
    assert.deepEqual([protection?.enforcementLevel, byDefault?.enforcementLevel], ["mandatory", "disabled"]);
  });

  it("keeps the level of every rule for dev, with lower limits", () => {
    const config = loadConfig(policies, "dev", rules);
    for (const { id, level } of rules) assert.equal(config[id]?.enforcementLevel, level ?? "mandatory", id);
    assert.equal(config["quorum-replicas"]?.["minReplicas"], 1);
    assert.equal(config["node-spread"]?.["allowPreferred"], true);
  });

  it("takes a level alone, or with limits, and lets `all` stand behind both", () => {
    const config = load({ all: "advisory", "node-spread": "disabled", "quorum-replicas": { minReplicas: 5 } });
    assert.deepEqual(config["node-spread"], { enforcementLevel: "disabled", allowPreferred: false });
    assert.deepEqual(config["quorum-replicas"], { enforcementLevel: "advisory", minReplicas: 5 });
    assert.equal(config["broker-memory"]?.enforcementLevel, "advisory");
  });

  it("refuses wrong names and values in one text, with the nearest names", () => {
    const wrong = {
      all: "mandatry",
      "quorum-replcas": { minReplicas: 3 },
      "node-spread": { allowPrefered: true, allowPreferred: "yes" },
      "quorum-replicas": { minReplicas: 0, enforcementLevel: "remediate" },
      "container-resources": { cpuLimit: "maybe" },
      backup: { annotation: "two words", label: "dataprotection" },
      monitoring: "mandatory",
    };
    assert.throws(() => load(wrong), {
      message: [
        "policies/config/test.json: 9 problems",
        "quorum-replcas: no such policy; write quorum-replicas",
        "node-spread.allowPrefered: no such setting; write allowPreferred",
        `monitoring: no such policy; there are ${rules.map(({ id }) => id).join(", ")}, all`,
        "all: not one of advisory, mandatory, disabled",
        "node-spread.allowPreferred: not true or false",
        "quorum-replicas.minReplicas: not a whole number from 1",
        "quorum-replicas.enforcementLevel: not one of advisory, mandatory, disabled",
        "container-resources.cpuLimit: not one of required, optional",
        "backup.annotation: not a text like backup.velero.io/backup-volumes",
      ].join("\n  "),
    });
  });

  it("refuses what is no JSON, and no map", () => {
    assert.throws(() => load("{"), { message: "policies/config/test.json: 1 problem\n  this is not JSON" });
    assert.throws(() => load([]), { message: "policies/config/test.json: 1 problem\n  this is not a map of policies" });
  });

  it("has a JSON schema that is not stale", async () => {
    assert.equal(readFileSync(join(policies, "config/schema.json"), "utf8"), await schemaText());
  });
});

describe("configuration that the engine gives", () => {
  it("is refused with the nearest names when a policy or a setting does not exist", async () => {
    await assert.rejects((await pack()).configure({ "node-spread": { allowPrefered: true }, "quorum-replcas": {} }), {
      message:
        "node-spread.allowPrefered: no such setting; write allowPreferred\n" +
        "quorum-replcas: no such policy; write quorum-replicas",
    });
  });

  it("needs not to be complete: the defaults hold for the rest", async () => {
    await (await pack()).configure({ "quorum-replicas": {} });
    assert.deepEqual(await quorum(await pack(), single), ["quorum-replicas mandatory"]);
    await (await pack()).configure({ "quorum-replicas": { minReplicas: 1 } });
    assert.deepEqual(await quorum(await pack(), single), []);
  });

  it("finds a complete configuration in what the pack tells of itself", async () => {
    const initial = (await (await pack()).info()).getInitialconfigMap();
    assert.deepEqual([...initial.keys()].sort(), rules.map(({ id }) => id).sort());
    for (const { id, level } of rules) {
      assert.equal(initial.get(id)?.getEnforcementlevel(), levelNumbers[level ?? "mandatory"], id);
    }
  });
});

describe("a pack that is started for a stack", () => {
  it("does not come up with a wrong file, and tells what is wrong on stderr", async () => {
    // The one file beside the stacks' own is no configuration.
    await assert.rejects(
      Pack.start("schema"),
      /^Error: policies\/config\/schema.json: \d+ problems\n {2}\$schema: no such policy;/,
    );
  });

  let dev: Pack;
  before(async () => (dev = await Pack.start("dev")));
  after(() => dev.stop());

  it("judges by that stack's file before anybody configures it", async () => {
    assert.deepEqual(await quorum(dev, single), []);
    const two = statefulSet({ affinity: undefined }, { replicas: 2 });
    assert.ok(told(await dev.analyze(two)).includes("node-spread mandatory"));
    assert.deepEqual(await quorum(dev, two), ["quorum-replicas mandatory"]);
  });

  it("tells the engine that stack's limits", async () => {
    const config = (await dev.info()).getInitialconfigMap().get("node-spread");
    assert.deepEqual(config?.getProperties()?.toJavaScript(), { allowPreferred: true });
  });
});
