import { stagedRules } from "../kubernetes/rotation";
import type { Problem } from "../parse";
import { administrator, names } from "./accounts";
import type { Kafka } from "./schema";
import type { KafkaUser } from "./user-schema";

/** Users against each other, and against what the cluster can tell them apart by. */
export function userRules(settings: Kafka): Problem[] {
  const { users, tls, admin } = settings;
  if (!tls.enabled) return users.length === 0 ? [] : [withoutTls(users)];
  return [...stagedRules(["admin"], admin), ...users.flatMap((user, i) => [...taken(users, i), ...ownRules(user, i)])];
}

function withoutTls(users: KafkaUser[]): Problem {
  return {
    path: ["users"],
    value: users.map(({ name }) => name),
    allowed: "nothing with tls.enabled false: everybody may do everything",
    remedy: "remove them, or tls.enabled",
  };
}

/** Two users of one account would each take the other's rights away. */
function taken(users: KafkaUser[], i: number): Problem[] {
  const user = users[i];
  if (!user) return [];
  const own = names(user.name);
  const other = users.slice(0, i).find(({ name }) => names(name).some((account) => own.includes(account)));
  const reserved = names(administrator).some((account) => own.includes(account));
  if (!other && !reserved) return [];
  return [
    {
      path: ["users", i, "name"],
      value: user.name,
      allowed: `a name that, with -a or -b after it too, is nobody else's: ${other?.name ?? administrator} is there already`,
      remedy: "rename it, or remove one of the two",
    },
  ];
}

function ownRules(user: KafkaUser, i: number): Problem[] {
  const { authentication, existingSecret } = user;
  if (authentication === "scram") return existingSecret === undefined ? stagedRules(["users", i], user) : [];
  if (existingSecret === undefined) return [];
  return [
    {
      path: ["users", i, "existingSecret"],
      value: existingSecret,
      allowed: "nothing with authentication tls: the certificate is the proof",
      remedy: "remove it, or use authentication scram",
    },
  ];
}
