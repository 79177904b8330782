import assert from "node:assert/strict";
import { filesIn, runPlan, TestProject } from "./support";

describe("the plan on the command line", () => {
  let project: TestProject;
  before(() => (project = new TestProject()));
  after(() => project.remove());

  describe("exit code", () => {
    it("is 0 when all mandatory policies hold, advisory findings or not", () => {
      const { code, stdout } = project.planWith({});
      assert.equal(code, 0);
      assert.match(stdout, /0 mandatory, 1 advisory/);
    });

    it("is 1 on a mandatory violation, told with its remedy", () => {
      const { code, stdout } = project.planWith({ replicas: 2 });
      assert.equal(code, 1);
      assert.match(
        stdout,
        /x min-replicas {2}StatefulSet broker\n {6}2 replicas are fewer than 3\n {6}Remedy: Set sample:replicas to 3\.\n/,
      );
      assert.match(stdout, /\nRefused\.\n$/);
    });

    it("is 1 when a policy needs a value that a first preview does not know", () => {
      const { code, stdout } = project.planWith({ probe: "secret in config" });
      assert.equal(code, 1);
      assert.match(stdout, /could not run, counts as mandatory:\n {2}\? reads-config {2}ConfigMap broker-config\n/);
    });

    it("is 1 when a policy has a defect", () => {
      project.stack("throwing", {});
      const { code, stdout } = project.plan("throwing");
      assert.equal(code, 1);
      assert.match(stdout, /\? throws {2}Namespace namespace\n/);
      assert.match(stdout, /a defect of the policy\n/);
    });

    it("is 1 on bad config, with the program's message alone", () => {
      const { code, stdout, stderr } = project.planWith({ fail: "bad config" });
      assert.deepEqual([code, stdout, stderr], [1, "", "✖ replicas: 0 is too few\n  use 1 or more\n"]);
    });

    for (const [fail, message] of [
      ["defect", /^Error: a defect of the program\n {4}at .*program-[0-9a-f]+\.js:\d+:\d+\)?\n$/],
      ["later", /^Error: a defect that comes later\n/],
      ["logged", /^this cannot be deployed\n$/],
      [
        "provider",
        /^the plan runs without providers and cannot read the existing kubernetes:core\/v1:Secret "existing"; /,
      ],
      ["transform", /^the plan runs without providers and cannot run transforms; /],
      ["twice", /two resources have the URN urn:pulumi:case::sample::random:index\/randomPet:RandomPet::pet/],
    ] as const) {
      it(`is 1 when the program fails: ${fail}`, () => {
        const { code, stderr } = project.planWith({ fail });
        assert.equal(code, 1);
        assert.match(stderr, message);
      });
    }

    it("is 1 when the stack file is no YAML", () => {
      project.write("Pulumi.broken.yaml", "config: [1");
      const { code, stderr } = project.plan("broken");
      assert.equal(code, 1);
      assert.match(stderr, /Pulumi\.broken\.yaml cannot be read: .* at line 1/);
    });

    it("is 2 on an unknown stack, and the ones there are get named", () => {
      const { code, stderr } = project.plan("nowhere");
      assert.equal(code, 2);
      assert.match(stderr, /^no stack "nowhere"; there are: .*\bgood\b/);
    });

    it("is 2 on an unknown option, with the usage", () => {
      const { code, stdout, stderr } = project.plan("good", "--fast");
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, /^Unknown option '--fast'\n\nnpm start -- \[--stack NAME\]/);
    });

    it("is 2 where there is no project", () => {
      const { code, stderr } = runPlan(["--cwd", project.path("policies")]);
      assert.equal(code, 2);
      assert.match(stderr, /policies is no Pulumi project: it has no Pulumi\.yaml/);
    });

    it("is 0 for --help", () => {
      const { code, stdout } = runPlan(["--help"]);
      assert.equal(code, 0);
      assert.match(stdout, /Exit code: 0 passed/);
    });
  });

  describe("report", () => {
    it("tells everything once, in at most 100 columns", () => {
      const { stdout } = project.plan("good", "--out", project.path("out"));
      const lines = stdout.replace(/^ {2}\S+\/out\/ .*/m, "  out/").split("\n");
      assert.deepEqual(lines, [
        "sample, stack good",
        "",
        "Resources: 6 in 1 component",
        "  Namespace           1  namespace",
        "  Broker                 broker: 5 resources",
        "    ConfigMap         1  broker-config",
        "    RandomBytes       1  broker-cookie",
        "    RandomPassword    1  broker-password",
        "    Secret            1  broker-secret",
        "    StatefulSet       1  broker",
        "",
        "Survives",
        "  broker  one node may be lost",
        "          asks for 1.5 CPU, 6 GiB memory, 30 GiB disk",
        "",
        "Policies: sample",
        "  4 policies on 6 resources: 0 mandatory, 1 advisory",
        "  advisory:",
        "  ! protects-state  Secret broker-secret",
        "      protect it",
        "",
        "Warnings",
        "  one replica loses messages",
        "",
        "Notes",
        "  context: none",
        "  printed by the program",
        "",
        "Written",
        "  out/",
        "",
        "Passed.",
        "",
      ]);
    });

    it("has no colour where stdout is no terminal", () => {
      assert.doesNotMatch(project.planWith({ replicas: 2 }).stdout, /\u001b/);
    });

    it("shows what a policy of level remediate changed, and renders it", () => {
      project.stack("remediated", {});
      const { stdout } = project.plan("remediated");
      assert.match(
        stdout,
        /~ team-label {2}Namespace namespace\n {6}metadata\.labels: nothing -> \{"team":"messaging"\}\n/,
      );
      assert.match(filesIn(project.path("rendered/remediated"))["001-namespace-sample.yaml"] ?? "", /team: messaging/);
    });

    it("obeys the configuration that the pack brings for the stack", () => {
      project.stack("single", { replicas: 1 });
      assert.equal(project.plan("single").code, 0);
    });
  });
});
