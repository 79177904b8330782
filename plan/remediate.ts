import type { RemediateResponse } from "@pulumi/pulumi/proto/analyzer_pb";
import { isDeepStrictEqual } from "node:util";
import type { Analyzer } from "./analyzer";
import { analyzeRequest, type Context } from "./analyzer-messages";
import type { PlannedResource } from "./resource";
import { isObject, unknownValue, type Value } from "./properties";
import { forPolicies, forReading } from "./values";

/** A change that a policy made to a resource. */
export interface Remediation {
  policy: string;
  urn: string;
  description: string;
  /** One line per changed value: `path: before -> after`. */
  changes: string[];
}

/** `after` with the values of `known` where it has unknown ones: a remediation made in a first preview, later on. */
export function fillIn(after: Value, known: Value): Value {
  if (after === unknownValue) return known;
  if (Array.isArray(after)) return after.map((item, at) => fillIn(item, Array.isArray(known) ? known[at] : undefined));
  if (!isObject(after)) return after;
  const inner = isObject(known) ? known : {};
  return Object.fromEntries(Object.entries(after).map(([key, value]) => [key, fillIn(value, inner[key])]));
}

/** Values that differ, by path. */
export function changes(before: Value, after: Value, path = ""): string[] {
  if (isDeepStrictEqual(before, after)) return [];
  const [from, to] = [before, after].map((value) => (Array.isArray(value) ? { ...(value as Value[]) } : value));
  if (!isObject(from) || !isObject(to)) return [`${path}: ${show(before)} -> ${show(after)}`];
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return keys.flatMap((key) => changes(from[key], to[key], path ? `${path}.${key}` : key));
}

const show = (value: Value): string => (value === undefined ? "nothing" : JSON.stringify(forReading(value)));

/** What the policies of level `remediate` did to a resource, or what kept one from it. */
export interface Remediated {
  remediations: Remediation[];
  failures: { policy: string; message: string }[];
}

/** Lets the policies of level `remediate` change `resource`, one after the other. */
export async function remediate(analyzer: Analyzer, resource: PlannedResource, context: Context): Promise<Remediated> {
  const req = analyzeRequest(resource, context);
  const response = await analyzer.call<RemediateResponse>((client, done) => client.remediate(req, done));
  const result: Remediated = { remediations: [], failures: [] };
  for (const remediation of response.getRemediationsList()) {
    const policy = remediation.getPolicyname();
    const after = remediation.getProperties()?.toJavaScript();
    if (remediation.getDiagnostic()) result.failures.push({ policy, message: remediation.getDiagnostic() });
    if (remediation.getDiagnostic() || !after) continue;
    const diff = changes(forPolicies(resource.inputs), after);
    result.remediations.push({ policy, urn: resource.urn, description: remediation.getDescription(), changes: diff });
    if (resource.custom) resource.outputs = after;
    resource.inputs = after;
  }
  return result;
}
