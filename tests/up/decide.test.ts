import assert from "node:assert/strict";
import type { Options } from "../../up/args";
import { decide, type Plan } from "../../up/decide";
import type { Situation } from "../../up/situation";
import { ready, up } from "./support";

function planned(options: Partial<Options>, situation: Partial<Situation> = {}): Plan {
  const decision = decide({ ...up, ...options }, { ...ready, ...situation });
  assert.ok(!("refusal" in decision), JSON.stringify(decision));
  return decision;
}
const lines = (plan: Plan) => plan.steps.map(({ file, args }) => [file, ...args].join(" "));

describe("up: commands", () => {
  it("up makes a missing stack, then runs with the policy pack", () => {
    assert.deepEqual(lines(planned({})), [
      "pulumi stack select dev --non-interactive --create",
      "pulumi up --stack dev --policy-pack policies",
    ]);
  });
  it("preview judges too, and never passes --yes, which it does not know", () => {
    assert.deepEqual(lines(planned({ command: "preview", yes: true })), [
      "pulumi stack select dev --non-interactive --create",
      "pulumi preview --stack dev --policy-pack policies",
    ]);
  });
  it("down and refresh make no stack and name no pack, which they do not know", () => {
    assert.deepEqual(lines(planned({ command: "down", yes: true })), [
      "pulumi stack select dev --non-interactive",
      "pulumi destroy --stack dev --yes",
    ]);
    assert.deepEqual(lines(planned({ command: "refresh" })), [
      "pulumi stack select dev --non-interactive",
      "pulumi refresh --stack dev",
    ]);
  });
  it("what is for pulumi comes last", () => {
    assert.deepEqual(planned({ rest: ["--diff", "--refresh"], yes: true }).steps[1]?.args, [
      ...["up", "--stack", "dev", "--policy-pack", "policies", "--yes"],
      ...["--diff", "--refresh"],
    ]);
  });
  it("without a CLI on the PATH its npm package is checked, then runs the same commands", () => {
    const plan = planned({ command: "refresh" }, { cli: "npm" });
    assert.deepEqual(plan.check && [plan.check.file, ...plan.check.args].join(" "), "npx --yes pulumi@3.265.0 version");
    assert.deepEqual(lines(plan), [
      "npx --yes pulumi@3.265.0 stack select dev --non-interactive",
      "npx --yes pulumi@3.265.0 refresh --stack dev",
    ]);
    assert.equal(planned({}).check, undefined);
  });
});

describe("up: state and question", () => {
  it("the state is in the project when there is no backend, and the announcement says so", () => {
    const plan = planned({});
    assert.deepEqual(plan.env, { PULUMI_BACKEND_URL: "file:///project/.messaging/state" });
    assert.deepEqual(plan.announcement, [
      "stack    dev",
      "context  kind-messaging (https://127.0.0.1:6443)",
      "state    .messaging/state in this folder; nobody is logged in to Pulumi. Keep it: it alone knows what was made",
    ]);
  });
  it("a backend that there is stays", () => {
    const plan = planned({}, { backend: "https://api.pulumi.com", passphrase: "missing" });
    assert.deepEqual(plan.env, {});
    assert.equal(plan.announcement[2], "state    https://api.pulumi.com");
  });
  it("names the stack config when the cluster is in there", () => {
    const situation: Partial<Situation> = { target: { kind: "in-stack-config" }, cli: "npm" };
    assert.deepEqual(planned({}, situation).announcement.slice(1), [
      "context  that of kubernetes:kubeconfig, stack dev",
      "state    .messaging/state in this folder; nobody is logged in to Pulumi. Keep it: it alone knows what was made",
      "pulumi   npm package 3.265.0, since the PATH has none",
    ]);
  });
  it("asks before up, refresh and down, and tells what down may take", () => {
    assert.equal(planned({}).question, "Change this cluster?");
    assert.equal(planned({ command: "refresh" }).question, "Bring the state in line with this cluster?");
    assert.equal(
      planned({ command: "down" }).question,
      "Take everything of this stack down? Where the stack file says retain: false, the volumes go too.",
    );
  });
  it("asks nothing for a preview, nor after --yes", () => {
    assert.equal(planned({ command: "preview" }).question, undefined);
    assert.equal(planned({ yes: true }, { terminal: false }).question, undefined);
  });
});
