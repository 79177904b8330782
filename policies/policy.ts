import type {
  ResourceValidation,
  ResourceValidationPolicy,
  StackValidation,
  StackValidationPolicy,
} from "@pulumi/policy";
import type { Finding } from "../checks/finding";
import { Stack } from "../checks/stack";
import type { RuleConfig } from "./config";
import { knownValues } from "./known-values";
import { pageOf, type Rule } from "./rule";

/** The rule as a policy of Pulumi's: of each resource, or of the stack when it joins several. */
export function toPolicy(
  rule: Rule,
  { enforcementLevel, ...limits }: RuleConfig,
): ResourceValidationPolicy | StackValidationPolicy {
  const about = {
    name: rule.id,
    displayName: rule.title,
    description: rule.description,
    severity: rule.severity,
    remediationSteps: rule.remediation,
    url: pageOf(rule),
    tags: ["messaging"],
    enforcementLevel,
    configSchema: { properties: { ...rule.settings } },
  };
  // The engine gives a complete configuration; a bare server is given nothing.
  const settings = (given: object) => ({ ...limits, ...given });
  return rule.joins
    ? { ...about, validateStack: stackValidation(rule, rule.joins, settings) }
    : { ...about, validateResource: validation(rule, settings) };
}

type Limits = (given: object) => object;

function validation(rule: Rule, settings: Limits): ResourceValidation {
  return (resource, report) => {
    const kind = kindOf(resource.type);
    if (!rule.kinds.includes(kind)) return;
    const context = { settings: settings(resource.getConfig()) };
    for (const found of rule.check(kind, knownValues(resource.props), context)) report(tell(found));
  };
}

function stackValidation(rule: Rule, joins: readonly string[], settings: Limits): StackValidation {
  return (args, report) => {
    const objects = args.resources
      .map(({ type, urn, props }) => ({ kind: kindOf(type), urn, props }))
      .filter(({ kind }) => rule.kinds.includes(kind) || joins.includes(kind))
      .map(({ kind, urn, props }) => ({ kind, urn, object: knownValues(props) }));
    const context = { settings: settings(args.getConfig()), stack: new Stack(objects) };
    for (const { kind, urn, object } of objects) {
      if (!rule.kinds.includes(kind)) continue;
      for (const found of rule.check(kind, object, context)) report(tell(found), urn);
    }
  };
}

const tell = ({ message, remedy }: Finding): string => `${message}\nRemedy: ${remedy}`;

/** The kind that a type token names: `kubernetes:apps/v1:StatefulSet`, `messaging:index:RabbitMQCluster`; else nothing. */
export function kindOf(type: string): string {
  return /^(?:kubernetes:[^:]+|messaging:index):(\w+)$/.exec(type)?.[1] ?? "";
}
