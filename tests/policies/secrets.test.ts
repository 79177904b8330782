import { unknownCheckingProxy } from "@pulumi/policy";
import assert from "node:assert/strict";
import { kindOfToken } from "../../checks/kind";
import { completed } from "../../policies/config";
import { judgeObjects } from "../../policies/judge";
import { knownValues } from "../../policies/known-values";
import { rules } from "../../policies/list";
import { canary, planted, stack } from "./canaries";
import { statefulSet } from "./fixtures";
import { pack } from "./shared";
import { secret, type Resource } from "./support";

const config = completed({}, rules);
const active = rules.map((rule) => ({ rule, settings: config[rule.id] as object }));

/** All that the rules say of a stack, without a server. */
function told(resources: Resource[]): string[] {
  const objects = resources.map(({ type, props }) => ({
    kind: kindOfToken(type),
    object: knownValues(unknownCheckingProxy(props)),
  }));
  return judgeObjects(objects, active, "2026-06-01").map(({ finding }) => `${finding.message} ${finding.remedy}`);
}

async function everyMessage(resources: Resource[]): Promise<string[]> {
  const shared = await pack();
  await shared.configure({});
  const answers = await Promise.all([...resources.map((one) => shared.analyze(one)), shared.analyzeStack(resources)]);
  return answers.flat().map(({ message }) => message);
}

const silent = (messages: string[], place: string) => {
  for (const message of messages) assert.ok(!message.includes(canary), `${place}: ${message}`);
};

describe("messages of the policies", () => {
  it("hold no word of a broker's configuration, and no value of any kind's strings at once", async () => {
    const all = stack.map(({ type, props }) => ({ type, props: everywhere(props) as object }));
    for (const resources of [stack, all]) {
      const messages = await everyMessage(resources);
      assert.ok(messages.length > 20, messages.join("\n"));
      silent(messages, "the stack");
    }
  });

  for (const [index, { type, props }] of stack.entries()) {
    it(`hold no string of a ${kindOfToken(type)} (${index + 1}), wherever it stands`, () => {
      // Objects that join with it come before it and after it.
      const near = stack.filter((other, at) => Math.abs(at - index) < 2 && other !== stack[index]);
      for (const [place, copy] of planted(props)) silent(told([...near, { type, props: copy as object }]), place);
    });
  }

  it("hold no value that the engine marks as a secret", async () => {
    const resources = { requests: { memory: secret(canary) }, limits: { memory: secret("2Gi") } };
    const messages = await everyMessage([statefulSet({ containers: [{ image: "rabbitmq:4.3", resources }] })]);
    assert.ok(messages.some((message) => message.includes("is not a quantity")));
    silent(messages, "a secret");
  });
});

/** The canary in place of every string but the names and kinds by which brokers are known. */
function everywhere(value: unknown, key = ""): unknown {
  if (typeof value === "string") return /^(image|name|apiVersion|kind|namespace)$/.test(key) ? value : canary;
  if (Array.isArray(value)) return value.map((item) => everywhere(item, key));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, everywhere(inner, name)]));
}
