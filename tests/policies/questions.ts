import { unknownCheckingProxy } from "@pulumi/policy";
import { EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import assert from "node:assert/strict";
import { dayOf } from "../../checks/exemption";
import { kindOfToken } from "../../checks/kind";
import { judgeObjects } from "../../policies/judge";
import { knownValues } from "../../policies/known-values";
import { rules } from "../../policies/list";
import { defaultsOf } from "../../policies/rule";
import { pack } from "./shared";
import type { Resource, Violation } from "./support";

/**
 * First lines of what one policy says of a resource; its settings hold for this question only. The plain check must say
 * the same without a server.
 */
export async function found(policy: string, resource: Resource, settings: object = {}): Promise<string[]> {
  const shared = await pack();
  await shared.configure({ [policy]: settings }, EnforcementLevel.DISABLED);
  return sameAsPlain(policy, [resource], settings, await shared.analyze(resource));
}

/** The same for a policy that joins the resources of a stack. */
export async function foundInStack(policy: string, resources: Resource[], settings: object = {}): Promise<string[]> {
  const shared = await pack();
  await shared.configure({ [policy]: settings }, EnforcementLevel.DISABLED);
  return sameAsPlain(policy, resources, settings, await shared.analyzeStack(resources));
}

/** What a policy says of resources alone and of their stack together. */
export async function foundInAll(policy: string, resources: Resource[], settings: object = {}): Promise<string[]> {
  const shared = await pack();
  await shared.configure({ [policy]: settings }, EnforcementLevel.DISABLED);
  const alone = await Promise.all(resources.map((resource) => shared.analyze(resource)));
  return sameAsPlain(policy, resources, settings, [...alone.flat(), ...(await shared.analyzeStack(resources))]);
}

function sameAsPlain(policy: string, resources: Resource[], settings: object, violations: Violation[]): string[] {
  const messages = violations.map(({ message }) => message.split("\n")[0] ?? "");
  // A message to the server does not keep the order of keys.
  assert.deepEqual(plain(policy, resources, settings).sort(), [...messages].sort());
  return messages;
}

function plain(policy: string, resources: Resource[], settings: object): string[] {
  const rule = rules.find(({ id }) => id === policy);
  assert.ok(rule);
  const objects = resources.map(({ type, props }) => ({
    kind: kindOfToken(type),
    object: knownValues(unknownCheckingProxy(JSON.parse(JSON.stringify(props)))),
  }));
  const active = [{ rule, settings: { ...defaultsOf(rule), ...settings } }];
  return judgeObjects(objects, active, dayOf(new Date())).map(({ finding }) => finding.message);
}
