import { z } from "zod";
import type { ConnectArgs } from "../kubernetes/binding";
import { stagedFields, stagedRules, turns } from "../kubernetes/rotation";
import type { Problem, Rule } from "../parse";
import { object, text } from "../schema";
import { accountsOf, type Account } from "./accounts";
import { undeclared } from "./declared";
import type { RabbitMQ } from "./schema";

/** What an application may do: nothing but this. */
export interface RabbitMQConnectArgs extends ConnectArgs {
  /** Virtual host. @default / */
  vhost?: string;
  /** Exchanges it publishes to. @default none */
  produce?: string[];
  /** Queues it consumes from. @default none */
  consume?: string[];
}

const name = text(/^.{1,255}$/s, "a name of 1 to 255 characters");

/** Schema of `RabbitMQConnectArgs` without the namespace, which may be another resource's. */
export const connectSettings = object({
  vhost: name.default("/"),
  produce: z.array(name).default([]),
  consume: z.array(name).default([]),
  ...stagedFields,
});

type Connect = z.output<typeof connectSettings>;

/** Names are those of the cluster's own declarations: a right to what nobody declares would be a typing error that shows at night. */
export function connectRules(application: string, settings: RabbitMQ): Rule<Connect>[] {
  const logins = settings.users.flatMap((user) => accountsOf(user).live.map(({ login }) => login));
  return [
    (connect) => stagedRules([], connect),
    () => (/^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/.test(application) ? [] : [badName(application)]),
    (connect) =>
      turns(application, connect)
        .live.filter(({ user }) => logins.includes(user))
        .map(({ user }) => ({
          path: ["name"],
          value: application,
          allowed: `a name whose user ${user} is not declared in users`,
          remedy: "rename one of the two",
        })),
    ({ vhost, produce, consume }) => [
      ...missing("vhost", [vhost], ["/", ...settings.vhosts.map(({ name }) => name)], "vhosts"),
      ...missing(
        "produce",
        produce.filter((exchange) => !exchange.startsWith("amq.")),
        settings.exchanges.filter((exchange) => exchange.vhost === vhost).map(({ name }) => name),
        "exchanges",
      ),
      ...missing(
        "consume",
        consume,
        settings.queues.filter((queue) => queue.vhost === vhost).map(({ name }) => name),
        "queues",
      ),
    ],
  ];
}

function badName(application: string): Problem {
  return {
    path: ["name"],
    value: application,
    allowed: "lower-case letters, digits and '-', at most 40",
    remedy: "rename it: users and a Secret are called after it",
  };
}

function missing(field: string, names: string[], declared: string[], list: string): Problem[] {
  return names
    .filter((name) => !declared.includes(name))
    .map((name) => undeclared(field === "vhost" ? [field] : [field, names.indexOf(name)], name, declared, list));
}

/** The accounts of an application, the one in use last, and names that are to be gone. */
export function connectAccounts(application: string, connect: Connect): { live: Account[]; gone: string[] } {
  const { vhost, produce, consume, rotation, retire } = connect;
  const permission = { vhost, configure: "", write: anyOf(produce), read: anyOf(consume) };
  return accountsOf({
    name: application,
    rotation: "",
    staged: { rotation, retire },
    tags: [],
    permissions: [permission],
    topicPermissions: [],
  });
}

/** A regular expression of exactly those names; "" matches none. */
function anyOf(names: string[]): string {
  if (names.length === 0) return "";
  return `^(${names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join("|")})$`;
}
