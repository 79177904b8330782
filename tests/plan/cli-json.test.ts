import assert from "node:assert/strict";
import { TestProject } from "./support";

describe("the plan on the command line", () => {
  let project: TestProject;
  before(() => (project = new TestProject()));
  after(() => project.remove());

  describe("--json", () => {
    it("prints one object and nothing else", () => {
      const { stdout, stderr } = project.plan("good", "--json", "--out", project.path("out"));
      assert.equal(stderr, "");
      const { resources, ...rest } = JSON.parse(stdout) as { resources: { urn: string }[] } & Record<string, unknown>;
      const urn = "urn:pulumi:good::sample::sample:index:Broker";
      const [parent] = resources;
      assert.deepEqual(resources[2], {
        urn: `${urn}::broker`,
        type: "sample:index:Broker",
        name: "broker",
        parent: parent?.urn,
      });
      assert.equal(resources.length, 8);
      assert.deepEqual(rest, {
        stack: "good",
        components: [
          {
            urn: `${urn}::broker`,
            guarantees: {
              replicas: 3,
              survivesNodes: 1,
              survivesZones: 0,
              cpuMillis: 1500,
              memoryBytes: 3 * 2 ** 31,
              diskBytes: 30 * 2 ** 30,
              summary: "one node may be lost",
            },
          },
        ],
        policies: [
          {
            policy: "protects-state",
            level: "advisory",
            urn: `${urn}$kubernetes:core/v1:Secret::broker-secret`,
            message: "protect it",
          },
        ],
        warnings: ["one replica loses messages"],
        rendered: project.path("out").replace(/^.*\/bin\//, "bin/"),
        exitCode: 0,
      });
    });

    it("has a remedy where the policy has one", () => {
      const { stdout } = project.planWith({ replicas: 2 }, "--json");
      const { policies, exitCode } = JSON.parse(stdout) as { policies: { remedy?: string }[]; exitCode: number };
      const remedies = policies.flatMap(({ remedy }) => remedy ?? []);
      assert.deepEqual([exitCode, remedies], [1, ["Set sample:replicas to 3."]]);
    });

    it("is one object on bad config too", () => {
      const { code, stdout, stderr } = project.planWith({ fail: "bad config" }, "--json");
      assert.deepEqual([code, stderr], [1, ""]);
      assert.deepEqual(JSON.parse(stdout), { error: "✖ replicas: 0 is too few\n  use 1 or more", exitCode: 1 });
    });
  });
});
