import type { Field } from "./field";
import { selects } from "./selector";

/** Whose pods may use the ports between members. */
export interface Members {
  /** Labels of the workload's own pods. */
  labels: Field;
  /** Labels of the other pods of the same system in the namespace. */
  others: Field[];
}

/**
 * Who of the peers that a rule lets in has no business between members; undefined when nobody. A tool has when it is
 * named by its labels and does nothing else there.
 */
export function strangers(rule: Field, members: Members, clients: boolean): string | undefined {
  const from = rule.get("from").items();
  if (from.length === 0) return "everybody";
  return from.map((peer) => stranger(peer, members, clients)).find((who) => who !== undefined);
}

function stranger(peer: Field, { labels, others }: Members, clients: boolean): string | undefined {
  if (peer.get("ipBlock").present) return "addresses, whoever has them";
  const [pods, namespaces] = [peer.get("podSelector"), peer.get("namespaceSelector")];
  if (!pods.present || !isExplicit(pods))
    return namespaces.present ? "all pods of a namespace" : "all pods of its namespace";
  if (namespaces.present) {
    if (!isExplicit(namespaces)) return "pods of any namespace";
    return clients ? "clients, which use other ports in the same rule" : undefined;
  }
  if ([labels, ...others].some((own) => selects(pods, own))) return undefined;
  return clients ? "clients, which use other ports in the same rule" : undefined;
}

/** Whether a selector names what it selects; `{}` and `Exists` may be anybody. */
function isExplicit(selector: Field): boolean {
  const expressions = selector.get("matchExpressions").items();
  return (
    selector.get("matchLabels").entries().length > 0 ||
    expressions.some((expression) => expression.get("operator").text() === "In")
  );
}
