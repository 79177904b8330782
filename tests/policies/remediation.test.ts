import { EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import assert from "node:assert/strict";
import { rules } from "../../policies/list";
import { changes } from "../../plan/remediate";
import { container, labels, statefulSet } from "./fixtures";
import { pack } from "./shared";
import { secret, unknown, type Remediation, type Resource } from "./support";

/** What changes when one policy is of level `remediate`, as the plan shows it. */
async function changed(policy: string, resource: Resource, settings: object = {}): Promise<string[]> {
  const [remediation] = await remediations(policy, resource, settings);
  const plain = JSON.parse(JSON.stringify(resource.props));
  return remediation ? changes(plain, remediation.props) : [];
}

async function remediations(policy: string, resource: Resource, settings: object = {}): Promise<Remediation[]> {
  const shared = await pack();
  await shared.configure({ [policy]: settings }, EnforcementLevel.DISABLED, EnforcementLevel.REMEDIATE);
  return shared.remediate(resource);
}

/** What the fixture says well. */
const unset = {
  terminationGracePeriodSeconds: undefined,
  securityContext: undefined,
  automountServiceAccountToken: undefined,
  serviceAccountName: undefined,
};
const instance = "app.kubernetes.io/instance";
const grace = "spec.template.spec.terminationGracePeriodSeconds";

describe("level remediate", () => {
  it("is there for the rules that can mend", () => {
    const mending = rules.filter(({ mend }) => mend).map(({ id }) => id);
    assert.deepEqual(mending, ["graceful-shutdown", "pod-security", "service-account", "recommended-labels"]);
  });

  it("gives a broker the time that its rule asks for", async () => {
    assert.deepEqual(await changed("graceful-shutdown", statefulSet(unset), { rabbitmqSeconds: 240 }), [
      `${grace}: nothing -> 240`,
    ]);
    const short = statefulSet({ terminationGracePeriodSeconds: 30 });
    assert.deepEqual(await changed("graceful-shutdown", short, { rabbitmqSeconds: 240 }), [`${grace}: 30 -> 240`]);
    const long = statefulSet({ terminationGracePeriodSeconds: 600 });
    assert.deepEqual(await changed("graceful-shutdown", long, { rabbitmqSeconds: 240 }), []);
  });

  it("leaves alone what is no broker", async () => {
    const other = statefulSet({ containers: [{ ...container, image: "postgres:17" }] });
    assert.deepEqual(await changed("graceful-shutdown", other), []);
  });

  it("gives a pod that says nothing of seccomp the runtime's profile", async () => {
    assert.deepEqual(await changed("pod-security", statefulSet(unset)), [
      'spec.template.spec.securityContext: nothing -> {"seccompProfile":{"type":"RuntimeDefault"}}',
    ]);
    const own = statefulSet({ securityContext: { seccompProfile: { type: "Unconfined" } } });
    assert.deepEqual(await changed("pod-security", own), []);
    const users = statefulSet({ securityContext: { runAsUser: 999 } });
    assert.deepEqual(await changed("pod-security", users), [
      'spec.template.spec.securityContext.seccompProfile: nothing -> {"type":"RuntimeDefault"}',
    ]);
  });

  it("takes the token of an account that nobody gave rights to", async () => {
    const flag = "spec.template.spec.automountServiceAccountToken";
    assert.deepEqual(await changed("service-account", statefulSet(unset)), [`${flag}: nothing -> false`]);
    const own = { ...unset, serviceAccountName: "rabbitmq" };
    assert.deepEqual(await changed("service-account", statefulSet(own)), []);
  });

  it("labels a broker's workload by its system and its name, and leaves its pods as others select them", async () => {
    const { type, props } = statefulSet();
    const bare = { type, props: { ...props, metadata: { name: "orders", labels: { team: "shop" } } } };
    assert.deepEqual(await changed("recommended-labels", bare), [
      'metadata.labels.app.kubernetes.io/instance: nothing -> "orders"',
      'metadata.labels.app.kubernetes.io/name: nothing -> "rabbitmq"',
    ]);
    assert.deepEqual(await changed("recommended-labels", statefulSet()), []);
    const long = {
      type,
      props: { ...props, metadata: { name: "a".repeat(64), labels: { ...labels, [instance]: "" } } },
    };
    assert.deepEqual(await changed("recommended-labels", long), []);
  });

  it("leaves alone what is exempt from the rule", async () => {
    const { type, props } = statefulSet(unset);
    const until = new Date(Date.now() + 9 * 24 * 3600 * 1000).toISOString().slice(0, 10);
    const annotations = { "policy.messaging.dev/exempt": `graceful-shutdown: test, until ${until}` };
    const exempt = { type, props: { ...props, metadata: { name: "rabbitmq", annotations } } };
    assert.deepEqual(await changed("graceful-shutdown", exempt), []);
  });

  it("keeps secrets secret and unknown values unknown", async () => {
    const env = [
      { name: "PASSWORD", value: secret("hunter2") },
      { name: "HOST", value: unknown.text },
    ];
    const set = statefulSet({ ...unset, containers: [{ ...container, env }] });
    assert.equal((await changed("graceful-shutdown", set)).length, 1);
  });

  it("changes nothing where the value is unknown; the rule refuses it", async () => {
    const set = statefulSet({ terminationGracePeriodSeconds: unknown.text });
    assert.deepEqual(await remediations("graceful-shutdown", set), []);
    const messages = (await (await pack()).analyze(set)).map(({ level, message }) => `${level}: ${message}`);
    assert.ok(messages.some((message) => message.startsWith(`mandatory: ${grace} is unknown`)));
  });
});
