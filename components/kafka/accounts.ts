import { turns } from "../kubernetes/rotation";
import { acls, administratorAcls } from "./acls";
import type { Kafka } from "./schema";
import type { Declared } from "./scripts/users";
import type { KafkaUser } from "./user-schema";

/** Name of the user with all rights. */
export const administrator = "admin";

/** An account that has a password. */
export interface Account {
  name: string;
  generation: number;
  /** Where its password is, unless it is generated. */
  existingSecret?: string | undefined;
}

/** The accounts of a user that have a password, the one to use last. */
export function accounts(user: KafkaUser): Account[] {
  const { name, authentication, existingSecret, rotation } = user;
  if (user.delete || authentication === "tls") return [];
  if (existingSecret !== undefined) return [{ name, generation: rotation, existingSecret }];
  return turns(name, user).live.map(({ user: account, generation }) => ({ name: account, generation }));
}

/** The same of the administrator. */
export function administratorAccounts({ admin }: Kafka): Account[] {
  return turns(administrator, admin).live.map(({ user, generation }) => ({ name: user, generation }));
}

/** What the brokers are to have of some users. */
export function declared(users: KafkaUser[]): Declared {
  return {
    accounts: users
      .filter((user) => !user.delete)
      .flatMap((user) => {
        const rights = acls(user);
        if (user.authentication === "tls") return [{ name: user.name, acls: rights }];
        return accounts(user).map(({ name, generation }) => ({ name, password: generation, acls: rights }));
      }),
    removed: users.flatMap(gone),
  };
}

/** What they are to have of the administrator and the declared users. */
export function declaredOf(settings: Kafka): Declared {
  const { accounts: all, removed } = declared(settings.users);
  const own = administratorAccounts(settings).map(({ name, generation }) => ({
    name,
    password: generation,
    acls: administratorAcls,
  }));
  return { accounts: [...own, ...all], removed: [...turns(administrator, settings.admin).gone, ...removed] };
}

/** Every account that a user of that name may have, or have had. */
export function names(name: string): string[] {
  return [name, `${name}-a`, `${name}-b`];
}

function gone(user: KafkaUser): string[] {
  const { name, authentication, existingSecret } = user;
  if (user.delete) return names(name);
  return authentication === "tls" || existingSecret !== undefined ? [] : turns(name, user).gone;
}
