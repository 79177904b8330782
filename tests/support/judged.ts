import { join } from "node:path";
import { kindOfToken } from "../../checks/kind";
import { loadConfig } from "../../policies/config";
import { judgeObjects } from "../../policies/judge";
import { rules } from "../../policies/list";
import type { Registered } from "./deploy";

/** What the mandatory policies of a stack's configuration find in resources: `rule: message`. */
export function refusals(resources: Registered[], stack: string): string[] {
  const config = loadConfig(join(__dirname, "../../policies"), stack, rules);
  const active = rules
    .filter(({ id }) => config[id]?.enforcementLevel === "mandatory")
    .map((rule) => ({ rule, settings: config[rule.id] as object }));
  const objects = resources.map(({ type, inputs }) => ({ kind: kindOfToken(type), object: inputs }));
  const today = new Date().toISOString().slice(0, 10);
  return judgeObjects(objects, active, today).map(({ rule, finding }) => `${rule.id}: ${finding.message}`);
}
