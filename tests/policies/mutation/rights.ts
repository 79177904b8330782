import { add, all, moveTo, remove, type Mutation } from "./edit";

const account = { kind: "ServiceAccount", name: "rabbitmq" };
const bound = (subject: object, roleRef: object) =>
  add("RoleBinding", "more", { metadata: { namespace: "messaging" }, subjects: [subject], roleRef });
const role = (rule: object) =>
  add("Role", "more", { metadata: { namespace: "messaging" }, rules: [{ apiGroups: [""], ...rule }] });

const rights: Mutation[] = [
  ["every right for RabbitMQ", bound(account, { kind: "ClusterRole", name: "cluster-admin" }), ["rbac"]],
  [
    "every Secret for RabbitMQ",
    all(role({ resources: ["secrets"], verbs: ["list"] }), bound(account, { kind: "Role", name: "more" })),
    ["rbac"],
  ],
  [
    "a right for RabbitMQ that is little",
    all(role({ resources: ["endpoints"], verbs: ["get"] }), bound(account, { kind: "Role", name: "more" })),
    [],
  ],
  [
    "a right for everybody",
    bound({ kind: "User", name: "system:anonymous" }, { kind: "Role", name: "more" }),
    ["rbac"],
  ],
];

const name = "/metadata/labels/app.kubernetes.io~1name";
const names: Mutation[] = [
  ["the namespace of everybody", moveTo("default"), ["own-namespace"]],
  ["a StatefulSet without a name by label", remove("StatefulSet/rabbitmq", name), ["recommended-labels"]],
  [
    "one without an instance",
    remove("StatefulSet/kafka", "/metadata/labels/app.kubernetes.io~1instance"),
    ["recommended-labels"],
  ],
];

/** Changes of what an account may do, and of what tells objects apart. */
export const rightMutations: Mutation[] = [...rights, ...names];
