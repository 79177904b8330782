import type { Field } from "./field";
import { finding, judge, type Finding, type RuleFacts } from "./finding";

/** What is too much in the rules of a role. A role that is made of others (aggregationRule) has none of its own. */
export function judgeRole(facts: RuleFacts, role: Field): Finding[] {
  return role
    .get("rules")
    .items()
    .flatMap((rule) => judge(facts, () => judgeRule(facts, rule)));
}

/** https://kubernetes.io/docs/concepts/security/rbac-good-practices/ */
function judgeRule(facts: RuleFacts, rule: Field): Finding[] {
  const wild = ["verbs", "resources", "apiGroups", "nonResourceURLs"].filter((key) => wordsOf(rule, key).includes("*"));
  if (wild.length > 0) {
    return wild.map((key) => {
      const { path } = rule.get(key);
      const message = `${path} has a wildcard, so a broker's account may do what nobody thought of.`;
      return finding(facts, path, message, "Name what the broker asks for.");
    });
  }
  const [verbs, resources] = [wordsOf(rule, "verbs"), wordsOf(rule, "resources")];
  return dangers(verbs, resources, rule)
    .filter(({ there }) => there)
    .map(({ key, what }) => {
      const { path } = rule.get(key);
      return finding(facts, path, `${path} lets a broker's account ${what}.`, "Take it away, or name the objects.");
    });
}

interface Danger {
  key: "verbs" | "resources";
  what: string;
  there: boolean;
}

function dangers(verbs: string[], resources: string[], rule: Field): Danger[] {
  const may = (...wanted: string[]) => wanted.some((verb) => verbs.includes(verb));
  const on = (...wanted: string[]) => wanted.some((resource) => resources.includes(resource));
  const everySecret = on("secrets") && rule.get("resourceNames").items().length === 0;
  return [
    { key: "resources", what: "read every Secret", there: everySecret && may("get", "list", "watch") },
    {
      key: "resources",
      what: "start commands in other pods, or connect to them",
      there: on("pods/exec", "pods/attach", "pods/portforward") && may("create", "get"),
    },
    { key: "verbs", what: "give itself more rights, or act as others", there: may("bind", "escalate", "impersonate") },
  ];
}

const wordsOf = (rule: Field, key: string): string[] =>
  rule
    .get(key)
    .items()
    .map((word) => word.text() ?? "");
