import type { Judgement, Violation } from "./analyzer";
import { guaranteesOf, isMandatory, type Outcome, type Rendering } from "./outcome";
import type { Remediation } from "./remediate";
import { nameOf, stackType, typeOf, type PlannedResource } from "./resource";
import type { Style } from "./style";
import { tree } from "./tree";
import { bytes, count, cpu, wrap } from "./units";

const width = 98;

const indent = (lines: string[], by = 2): string[] => lines.map((line) => (line ? " ".repeat(by) + line : line));
const section = (title: string, lines: string[]): string[] => (lines.length ? ["", title, ...lines] : []);

function guarantees(resources: PlannedResource[]): string[] {
  const rows = resources.flatMap((resource) => {
    const found = guaranteesOf(resource);
    if (!found) return [];
    const asked = [cpu(found.cpuMillis), `${bytes(found.memoryBytes)} memory`, `${bytes(found.diskBytes)} disk`];
    return [{ name: resource.name, summary: found.summary, asked: asked.join(", ") }];
  });
  const left = Math.max(0, ...rows.map(({ name }) => name.length)) + 2;
  return rows.flatMap(({ name, summary, asked }) => {
    const [head = "", ...rest] = wrap(summary, width - left - 2);
    return [`  ${name.padEnd(left)}${head}`, ...indent([...rest, `asks for ${asked}`], left + 2)];
  });
}

/** `StatefulSet rabbitmq`; a finding about the stack as a whole has no resource to name. */
const subject = (urn: string): string =>
  typeOf(urn) === stackType ? "the stack" : `${typeOf(urn).split(":").at(-1) ?? ""} ${nameOf(urn)}`;

function violation({ policy, urn, message, remedy }: Violation, style: Style, mark: string): string[] {
  const text = wrap(message, width - 6);
  const mend = remedy ? wrap(`Remedy: ${remedy}`, width - 6) : [];
  return [`  ${mark} ${style.bold(policy)}  ${subject(urn)}`, ...indent([...text, ...mend], 6)];
}

function remediation({ policy, urn, changes }: Remediation, style: Style): string[] {
  return [`  ${style.yellow("~")} ${style.bold(policy)}  ${subject(urn)}`, ...indent(changes, 6)];
}

function policies(judgement: Judgement | undefined, resources: number, style: Style): string[] {
  if (!judgement) return ["  none: the project has no policies/"];
  const mandatory = judgement.violations.filter(isMandatory);
  const advisory = judgement.violations.filter((found) => !isMandatory(found));
  const lines: string[] = [];
  const group = (title: string, found: Violation[], mark: string): void => {
    if (found.length) lines.push(`  ${title}`, ...found.flatMap((one) => violation(one, style, mark)));
  };
  const held = mandatory.filter(({ couldNotRun }) => !couldNotRun);
  group("mandatory, must be mended:", held, style.red("x"));
  group(
    "could not run, counts as mandatory:",
    mandatory.filter(({ couldNotRun }) => couldNotRun),
    style.red("?"),
  );
  if (judgement.remediations.length) {
    lines.push("  remediated, the policy changed the resource:");
    lines.push(...judgement.remediations.flatMap((one) => remediation(one, style)));
  }
  group("advisory:", advisory, style.yellow("!"));
  const judged = `${count(judgement.policies, "policy", "policies")} on ${count(resources, "resource")}`;
  const result = `${String(mandatory.length)} mandatory, ${String(advisory.length)} advisory`;
  return [`  ${judged}: ${judgement.violations.length ? result : "all hold"}`, ...lines];
}

function rendering({ dir, files, complete, refused }: Rendering): string[] {
  if (refused) return indent(wrap(`nothing: ${refused}`, width - 2));
  const what = complete ? "complete, with secrets; apply it with" : "secrets redacted; --secrets FILE makes a set for";
  return [`  ${dir}/ (${count(files, "file")}, ${what} kubectl apply -f)`];
}

/** The plan for people: what there would be, what it survives, whether it may. */
export function report(outcome: Outcome, style: Style): string {
  const { project, stack, judgement, exitCode } = outcome;
  const resources = outcome.resources.filter(({ type }) => type !== stackType);
  const components = resources.filter(({ custom }) => !custom).length;
  const plain = resources.length - components;
  const list = (texts: string[]): string[] => texts.flatMap((text) => indent(wrap(text, width - 2)));
  const lines = [
    `${style.bold(project)}, stack ${style.bold(stack)}`,
    ...section(
      style.bold(`Resources: ${String(plain)} in ${count(components, "component")}`),
      indent(tree(resources.length ? outcome.resources : [], width - 2)),
    ),
    ...section(style.bold("Survives"), guarantees(resources)),
    ...section(style.bold(`Policies${judgement ? `: ${judgement.pack}` : ""}`), policies(judgement, plain, style)),
    ...section(style.yellow("Warnings"), list(outcome.warnings)),
    ...section("Notes", list(outcome.infos)),
    ...section(style.bold("Written"), rendering(outcome.rendering)),
    "",
    exitCode === 0 ? style.green("Passed.") : style.red("Refused."),
  ];
  return `${lines.join("\n")}\n`;
}
