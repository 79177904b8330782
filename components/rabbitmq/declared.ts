import { nearest } from "../../checks/nearest";
import type { Problem } from "../parse";

/** The problem of a name that nothing declares. */
export function undeclared(path: Problem["path"], value: string, declared: string[], list: string): Problem {
  const near = nearest(value, declared);
  return {
    path,
    value,
    allowed: declared.length === 0 ? `a name declared in ${list}; there are none` : `one of ${declared.join(", ")}`,
    remedy: near ? `write ${near}, or declare ${value} in ${list}` : `declare ${value} in ${list}`,
  };
}
