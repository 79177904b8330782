import { customKinds } from "../checks/custom/expand";
import {
  checkExempted,
  checkExemption,
  exemptedRule,
  exemptionAnnotation,
  exemptionRule,
  type ExemptionSettings,
} from "../checks/exemption";
import type { Rule } from "./rule";

/** The rules that watch over exemptions of the given ones. */
export function exemptionRules(rules: readonly Rule[]): Rule[] {
  const ids = rules.map(({ id }) => id);
  const kinds = [...new Set([...customKinds, ...rules.flatMap((rule) => rule.kinds)])];
  const exemption: Rule<ExemptionSettings> = {
    ...exemptionRule,
    title: "Exemptions are sound",
    description: `What the annotation ${exemptionAnnotation} sets aside is a rule, with a reason and a last day that is not over.`,
    remediation: "Write <rule>: reason, until YYYY-MM-DD, or take the annotation away.",
    kinds,
    settings: {
      longestDays: {
        type: "integer",
        minimum: 1,
        default: 366,
        description: "How many days ahead an exemption may last.",
      },
    },
    check: checkExemption(ids),
  };
  const exempted: Rule = {
    ...exemptedRule,
    title: "Rules that are set aside",
    description: `Tells which rules the annotation ${exemptionAnnotation} sets aside, and until when.`,
    remediation: "Mend the object and take the annotation away.",
    kinds,
    level: "advisory",
    settings: {},
    check: checkExempted(ids),
  };
  return [exemption as Rule, exempted];
}
