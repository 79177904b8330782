import * as k8s from "@pulumi/kubernetes";
import { jobNetworkPolicy, usersComponent } from "./access";
import { accounts, administrator, administratorAccounts, declaredOf } from "./accounts";
import { bind, endpointOf, type Serving } from "./connect";
import type { Endpoint } from "./connection";
import { createUsers } from "./users";

/** The administrator and the declared users; nobody, where everybody may do everything. */
export function createAccounts(serving: Serving): {
  account?: Endpoint["account"];
  secretNames: Record<string, string>;
} {
  const { context, child, ready } = serving;
  const { name, settings } = context;
  if (!settings.tls.enabled) return { secretNames: {} };
  new k8s.networking.v1.NetworkPolicy(`${name}-users`, jobNetworkPolicy(context, usersComponent), child);
  const own = administratorAccounts(settings);
  const group = {
    suffix: "users",
    accounts: [...own, ...settings.users.flatMap(accounts)],
    declared: declaredOf(settings),
  };
  const passwords = createUsers(context, group, child, ready);
  const bound = settings.users.filter((user) => !user.delete && user.existingSecret === undefined);
  const secretNames = bound.map((user): [string, string] => [
    user.name,
    bind(serving, user, endpointOf(serving, user, passwords)),
  ]);
  const username = own.at(-1)?.name ?? administrator;
  const password = passwords[username];
  return { ...(password && { account: { username, password } }), secretNames: Object.fromEntries(secretNames) };
}
