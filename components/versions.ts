/** True when the minor version `a` is `b` or later: `4.3` and `4.0`. */
export function atLeast(a: string, b: string): boolean {
  const [majorA = 0, minorA = 0] = a.split(".").map(Number);
  const [majorB = 0, minorB = 0] = b.split(".").map(Number);
  return majorA > majorB || (majorA === majorB && minorA >= minorB);
}
