import { EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import assert from "node:assert/strict";
import { checkDeletionProtection } from "../../checks/deletion-protection";
import { statefulSet } from "./fixtures";
import { pack } from "./shared";
import { unknown, type Resource } from "./support";

const policy = "deletion-protection";

/** Kinds of what one resource is refused for; the answer needs options, which only the server has. */
async function refused(resource: Resource, settings: object = {}): Promise<string[]> {
  const shared = await pack();
  await shared.configure({ [policy]: settings }, EnforcementLevel.DISABLED);
  return (await shared.analyze(resource)).map(({ message }) => message.split("\n")[0] ?? "");
}
const secret = { type: "kubernetes:core/v1:Secret", props: { data: { cookie: "hunter2" } } };

describe("policy deletion-protection", () => {
  const refusals: [what: string, resource: Resource, message: string][] = [
    [
      "a StatefulSet with claims",
      statefulSet(),
      "This StatefulSet is not protected, so a destroy or a replacement deletes it.",
    ],
    [
      "a claim",
      { type: "kubernetes:core/v1:PersistentVolumeClaim", props: {} },
      "This PersistentVolumeClaim is not protected, so a destroy or a replacement deletes it.",
    ],
    [
      "a Namespace",
      { type: "kubernetes:core/v1:Namespace", props: {} },
      "This Namespace is not protected, so a destroy or a replacement deletes it with all claims in it.",
    ],
    [
      "a Secret",
      secret,
      "This Secret is not protected, so a destroy or a replacement deletes it, and what was generated once does not come again.",
    ],
  ];
  for (const [what, resource, message] of refusals) {
    it(`refuses ${what} that is not protected, and accepts it with protect`, async () => {
      assert.deepEqual(await refused(resource), [message]);
      assert.deepEqual(await refused({ ...resource, protect: true }), []);
    });
  }

  it("leaves Secrets alone where they follow from the state", async () => {
    assert.deepEqual(await refused(secret, { secrets: "optional" }), []);
    assert.equal((await refused(statefulSet(), { secrets: "optional" })).length, 1);
  });

  it("accepts a StatefulSet without claims", async () => {
    assert.deepEqual(await refused(statefulSet({}, { volumeClaimTemplates: [] })), []);
  });

  it("fails closed on unknown claims", async () => {
    assert.deepEqual(await refused(statefulSet({}, { volumeClaimTemplates: unknown.list })), [
      "spec.volumeClaimTemplates is unknown before the deployment, so it cannot be judged.",
    ]);
  });

  it("is disabled where nobody enables it", async () => {
    const config = (await (await pack()).info()).getInitialconfigMap().get(policy);
    assert.equal(config?.getEnforcementlevel(), EnforcementLevel.DISABLED);
  });

  it("has nothing to say of an object in a file, which has no options", () => {
    assert.deepEqual(checkDeletionProtection("Secret", secret.props, { settings: { secrets: "required" } }), []);
  });
});
