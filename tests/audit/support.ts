import { activeRules, audit, type Audit } from "../../audit/audit";

/** A StatefulSet of two RabbitMQ members, at two of the lines of which something is wrong. */
export const two = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: mq
  namespace: messaging
spec:
  replicas: 2
  template:
    spec:
      containers:
        - name: mq
          image: rabbitmq:4.3
`;

/** Rules that the tests of the tool look at, so that a new rule changes none of them. */
export const looked = ["quorum-replicas", "node-spread"];

/** Judges texts by file name, on a fixed day. */
export function auditOf(texts: Record<string, string>, ids = looked, found = false): Audit {
  const sources = Object.entries(texts).map(([file, text]) => ({ file, text, found }));
  const active = activeRules(undefined).filter(({ rule }) => ids.includes(rule.id));
  return audit(sources, active, "2026-06-01");
}

/** `file:line id resource` of each finding. */
export const told = ({ found }: Audit): string[] =>
  found.map(({ file, line, id, resource }) => `${file}:${line} ${id} ${resource}`);
