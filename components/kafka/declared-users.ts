import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { jobNetworkPolicy, usersComponent } from "./access";
import { accounts, administrator, administratorAccounts, declaredOf } from "./accounts";
import { bind, endpointOf, type Serving } from "./connect";
import type { Endpoint } from "./connection";
import { createUsers } from "./users";

/** The administrator and the declared users; nobody, where everybody may do everything. */
export function createAccounts(serving: Serving): {
  account?: Endpoint["account"];
  secretNames: Record<string, string>;
  /** What has to have ended before anybody is told of the accounts. */
  made: pulumi.Resource[];
} {
  const { context, child, ready } = serving;
  const { name, settings } = context;
  if (!settings.tls.enabled) return { secretNames: {}, made: [] };
  new k8s.networking.v1.NetworkPolicy(`${name}-users`, jobNetworkPolicy(context, usersComponent), child);
  const own = administratorAccounts(settings);
  const group = {
    suffix: "users",
    accounts: [...own, ...settings.users.flatMap(accounts)],
    declared: declaredOf(settings),
  };
  const users = createUsers(context, group, child, ready);
  const bound = settings.users.filter((user) => !user.delete && user.existingSecret === undefined);
  const secretNames = bound.map((user): [string, string] => [
    user.name,
    bind(serving, user, endpointOf(serving, user, users), users),
  ]);
  const username = own.at(-1)?.name ?? administrator;
  const password = users.passwords[username];
  return {
    ...(password && { account: { username, password } }),
    secretNames: Object.fromEntries(secretNames),
    made: [users.job],
  };
}
