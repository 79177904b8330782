import { createHash } from "node:crypto";
import { turns } from "../kubernetes/rotation";
import type { RabbitMQ } from "./schema";

type User = RabbitMQ["users"][number];

/** A name that logs in, and what it may do. */
export interface Account extends Pick<User, "tags" | "permissions" | "topicPermissions"> {
  login: string;
  /** What makes another password when it changes. */
  rotation: string;
}

/** A user's secret half: what no configuration holds. */
export interface Credential {
  name: string;
  password: string;
  /** Four bytes in hexadecimal, generated once, so that the hash stays the same from run to run. */
  saltHex: string;
}

/** The accounts of a user, the one in use last: one, or two while one takes over from the other; and names that are to be gone. */
export function accountsOf(user: Pick<User, "name" | "rotation" | "staged"> & Omit<Account, "login" | "rotation">): {
  live: Account[];
  gone: string[];
} {
  const { name, rotation, staged, tags, permissions, topicPermissions } = user;
  const rights = { tags, permissions, topicPermissions };
  if (!staged) return { live: [{ login: name, rotation, ...rights }], gone: [] };
  const { live, gone } = turns(name, staged);
  const accounts = live.map((turn) => ({ login: turn.user, rotation: String(turn.generation), ...rights }));
  return { live: accounts, gone };
}

/** The accounts of all users whose passwords are generated. */
export function generatedAccounts({ users }: Pick<RabbitMQ, "users">): Account[] {
  return users.filter(({ existingSecret }) => !existingSecret).flatMap((user) => accountsOf(user).live);
}

/** The administrator may do everything everywhere. */
export function administrator({ vhosts, rotation }: RabbitMQ, login: string): Account {
  const everywhere = ["/", ...vhosts.map(({ name }) => name).filter((name) => name !== "/")];
  const everything = { configure: ".*", write: ".*", read: ".*" };
  return {
    login,
    rotation: rotation.admin,
    tags: ["administrator"],
    permissions: everywhere.map((vhost) => ({ vhost, ...everything })),
    topicPermissions: [],
  };
}

/** Definitions of accounts with their rights: the file that goes into a Secret. https://www.rabbitmq.com/docs/definitions */
export function accountDefinitions(accounts: Account[], credentials: Credential[]): Record<string, unknown[]> {
  return {
    users: accounts.map(({ login, tags }) => definition(credentialOf(login, credentials), tags)),
    permissions: accounts.flatMap(({ login, permissions }) =>
      permissions.map((permission) => ({ user: login, ...permission })),
    ),
    topic_permissions: accounts.flatMap(({ login, topicPermissions }) =>
      topicPermissions.map((permission) => ({ user: login, ...permission })),
    ),
  };
}

/** https://www.rabbitmq.com/docs/passwords#computing-password-hash */
export function passwordHash(password: string, saltHex: string): string {
  const salt = Buffer.from(saltHex, "hex");
  const digest = createHash("sha256").update(salt).update(password, "utf8").digest();
  return Buffer.concat([salt, digest]).toString("base64");
}

function credentialOf(login: string, credentials: Credential[]): Credential {
  const found = credentials.find(({ name }) => name === login);
  if (!found) throw new Error(`no credential for the user ${login}`);
  return found;
}

function definition({ name, password, saltHex }: Credential, tags: string[]): Record<string, unknown> {
  return {
    name,
    password_hash: passwordHash(password, saltHex),
    hashing_algorithm: "rabbit_password_hashing_sha256",
    tags,
    limits: {},
  };
}
