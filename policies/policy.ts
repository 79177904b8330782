import type {
  ResourceRemediation,
  ResourceValidation,
  ResourceValidationPolicy,
  StackValidation,
  StackValidationPolicy,
} from "@pulumi/policy";
import { customKinds, expand, type Expanded } from "../checks/custom/expand";
import { dayOf, isExempt } from "../checks/exemption";
import { Field } from "../checks/field";
import type { Finding } from "../checks/finding";
import { kindOfToken } from "../checks/kind";
import type { Mend } from "../checks/mend";
import { Stack, type StackObject } from "../checks/stack";
import { componentKinds } from "../checks/workload";
import type { RuleConfig } from "./config";
import { findingsOf } from "./judge";
import { knownValues } from "./known-values";
import { apply } from "./mend";
import { once } from "./once";
import { pageOf, type Rule } from "./rule";

/**
 * The rule as a policy of Pulumi's: of each resource, or of the stack when it joins several. What an operator makes of
 * custom resources is judged with the stack by every rule, since several of them may describe one cluster.
 */
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
  const validateStack = stackValidation(rule, settings);
  const alone = rule.kinds.filter((kind) => !rule.joins || componentKinds.includes(kind));
  const policy = {
    ...about,
    validateStack,
    ...(alone.length > 0 && { validateResource: validation(rule, alone, settings) }),
  };
  const { mend } = rule;
  return mend ? { ...policy, remediateResource: remediation(rule, mend, settings) } : policy;
}

type Limits = (given: object) => object;

/** The engine shows what a component was given here only; to a policy of the stack it shows what came of it. */
function validation(rule: Rule, kinds: readonly string[], settings: Limits): ResourceValidation {
  return (resource, report) => {
    const kind = kindOfToken(resource.type);
    const object = once(() => knownValues(resource.props));
    if (!kinds.includes(kind)) return;
    const context = {
      settings: settings(resource.getConfig()),
      options: { protect: resource.opts.protect },
      today: dayOf(new Date()),
    };
    const judged = { kind, object, origin: { kind, object } };
    for (const found of findingsOf(rule, judged, context)) report(tell(found));
  };
}

function remediation(rule: Rule, mend: Mend<object>, settings: Limits): ResourceRemediation {
  return (resource) => {
    const { type, props } = resource;
    const kind = kindOfToken(type);
    const object = knownValues(props);
    const exempt = isExempt(rule.id, new Field(object), dayOf(new Date()));
    if (!rule.kinds.includes(kind) || exempt) return undefined;
    return apply(props, mend(kind, object, settings(resource.getConfig())));
  };
}

/** A resource of the stack. */
interface Member extends StackObject {
  urn: string;
}

function stackValidation(rule: Rule, settings: Limits): StackValidation {
  return (args, report) => {
    const { expanded, stack } = once(() => {
      const members = args.resources.map(({ type, urn, props }): Member => ({
        kind: kindOfToken(type),
        urn,
        object: knownValues(props),
      }));
      const expanded = expand(members);
      return { expanded, stack: new Stack(expanded) };
    });
    const context = { settings: settings(args.getConfig()), today: dayOf(new Date()), ...(rule.joins && { stack }) };
    const told = new Set<string>();
    for (const one of expanded) {
      if (!rule.kinds.includes(one.kind) || componentKinds.includes(one.kind) || (!rule.joins && !isMade(one)))
        continue;
      for (const found of findingsOf(rule, one, context)) {
        const { urn } = one.origin;
        if (told.has(`${urn} ${found.message}`)) continue;
        told.add(`${urn} ${found.message}`);
        report(tell(found), urn);
      }
    }
  };
}

/** An operator makes it; people wrote something else. */
const isMade = ({ kind, origin }: Expanded<Member>): boolean =>
  kind !== origin.kind && customKinds.includes(origin.kind);

const tell = ({ message, remedy }: Finding): string => `${message}\nRemedy: ${remedy}`;
