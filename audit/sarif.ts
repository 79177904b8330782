import { rules } from "../policies/list";
import { pageOf } from "../policies/rule";
import type { Audit } from "./audit";

/** SARIF 2.1.0, which code hosts show beside the changed lines. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function toSarif({ found, problems }: Audit): string {
  const results = found.map(({ id, resource, message, remedy, file, line, mandatory }) => ({
    ruleId: id,
    ruleIndex: rules.findIndex((rule) => rule.id === id),
    level: mandatory ? "error" : "note",
    message: { text: `${message} ${remedy}` },
    locations: [{ ...at(file, line), logicalLocations: [{ fullyQualifiedName: resource, kind: "resource" }] }],
    // The same finding in the next run, though lines have moved.
    partialFingerprints: { "finding/v1": `${id} ${resource} ${message}` },
  }));
  const notifications = problems.map(({ file, line, message }) => ({
    level: "error",
    message: { text: message },
    locations: [at(file, line)],
  }));
  const run = {
    tool: { driver: { name: "messaging-audit", rules: rules.map(describe) } },
    columnKind: "utf16CodeUnits",
    invocations: [{ executionSuccessful: problems.length === 0, toolExecutionNotifications: notifications }],
    results,
  };
  const log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const at = (file: string, line: number) => ({
  physicalLocation: { artifactLocation: { uri: encodeURI(file) }, region: { startLine: line } },
});

const describe = (rule: (typeof rules)[number]) => ({
  id: rule.id,
  shortDescription: { text: rule.title },
  fullDescription: { text: rule.description },
  help: { text: `${rule.remediation} See ${pageOf(rule)}.` },
  defaultConfiguration: { level: rule.level === "advisory" ? "note" : "error" },
  properties: { severity: rule.severity },
});
