import type { Change } from "../checks/mend";

/** Writes the changes into a resource's properties; undefined when there are none. */
export function apply<P extends object>(properties: P, changes: Change[]): P | undefined {
  for (const { path, value } of changes) {
    let holder = properties as Record<string | number, unknown>;
    for (const key of path.slice(0, -1)) {
      holder[key] ??= {};
      holder = holder[key] as Record<string | number, unknown>;
    }
    holder[path.at(-1) ?? ""] = value;
  }
  return changes.length > 0 ? properties : undefined;
}
