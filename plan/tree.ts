import { stackType, type PlannedResource } from "./resource";
import { count } from "./units";

/** One line of the resource tree. */
interface Line {
  depth: number;
  /** Type, without package and module. */
  kind: string;
  names: string[];
  /** Resources in it, for a component those below it. */
  size: number;
  component: boolean;
}

const kindOf = (type: string): string =>
  type.startsWith("pulumi:providers:") ? "Provider" : (type.split(":").at(-1) ?? type);

function descend(parent: string, byParent: Map<string, PlannedResource[]>, depth: number): Line[] {
  const children = byParent.get(parent) ?? [];
  const groups = new Map<string, Line>();
  const components = children
    .filter(({ custom }) => !custom)
    .flatMap((child) => {
      const below = descend(child.urn, byParent, depth + 1);
      const size = below.filter(({ component }) => !component).reduce((sum, line) => sum + line.size, 0);
      return [{ depth, kind: kindOf(child.type), names: [child.name], size, component: true }, ...below];
    });
  for (const child of children.filter(({ custom }) => custom)) {
    const group = groups.get(child.type) ?? { depth, kind: kindOf(child.type), names: [], size: 0, component: false };
    groups.set(child.type, { ...group, names: [...group.names, child.name], size: group.size + 1 });
    // a child of a plain resource stands beside it
    for (const line of descend(child.urn, byParent, depth)) groups.set(`${child.urn} ${line.kind}`, line);
  }
  return [...[...groups.values()].sort((a, b) => (a.kind < b.kind ? -1 : 1)), ...components];
}

function listed(names: string[], width: number): string {
  let text = "";
  for (const [at, name] of names.entries()) {
    const next = text ? `${text}, ${name}` : name;
    const rest = names.length - at;
    if (next.length > width - 10 && rest > 0 && text) return `${text} and ${String(rest)} more`;
    text = next;
  }
  return text;
}

/** The resources by component; children of one kind share a line. */
export function tree(resources: PlannedResource[], width: number): string[] {
  const parents = new Map<string, PlannedResource[]>();
  for (const resource of resources) parents.set(resource.parent, [...(parents.get(resource.parent) ?? []), resource]);
  const stack = resources.find(({ type }) => type === stackType);
  const lines = descend(stack?.urn ?? "", parents, 0);
  const left = Math.max(...lines.map(({ depth, kind }) => depth * 2 + kind.length), 0) + 2;
  return lines.map(({ depth, kind, names, size, component }) => {
    const start = `${"  ".repeat(depth)}${kind}`.padEnd(left);
    if (component) return `${start}     ${names[0] ?? ""}: ${count(size, "resource")}`;
    return `${start}${String(size).padStart(3)}  ${listed(names, width - left - 5)}`;
  });
}
