import type { KafkaUser } from "./user-schema";

/** A right in Kafka's words: an operation on resources of a type whose names are that, or begin with it. */
export interface Acl {
  operation: "All" | "Read" | "Write";
  resource: "topic" | "group" | "transactional-id" | "cluster" | "delegation-token";
  pattern: "literal" | "prefixed";
  name: string;
}

/** Rights of a user. To read or write something is to be told about it, too. */
export function acls(user: KafkaUser): Acl[] {
  const { name, produce, consume, transactionalIds } = user;
  const groups = user.groups ?? (consume.length > 0 ? [name, `${name}-*`] : []);
  return [
    ...produce.map((topic) => acl("Write", "topic", topic)),
    ...transactionalIds.map((id) => acl("Write", "transactional-id", id)),
    ...consume.map((topic) => acl("Read", "topic", topic)),
    ...groups.map((group) => acl("Read", "group", group)),
  ];
}

/** Rights of people who manage the cluster: everything, granted like any other right, so that it can be taken away. */
export const administratorAcls: Acl[] = [
  acl("All", "cluster", "kafka-cluster"),
  ...(["topic", "group", "transactional-id", "delegation-token"] as const).map((resource) => acl("All", resource, "*")),
];

function acl(operation: Acl["operation"], resource: Acl["resource"], name: string): Acl {
  const prefixed = name.length > 1 && name.endsWith("*");
  return { operation, resource, pattern: prefixed ? "prefixed" : "literal", name: prefixed ? name.slice(0, -1) : name };
}
