import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { ConnectArgs } from "../kubernetes/binding";
import { followingOptions } from "../kubernetes/resource-options";
import { stagedFields } from "../kubernetes/rotation";
import { parse } from "../parse";
import { object } from "../schema";
import { accounts, declared } from "./accounts";
import { connectionSecret, propertiesOf, type Endpoint } from "./connection";
import type { Context } from "./context";
import { listener, servers, type Purpose } from "./listeners";
import { userRules } from "./user-rules";
import { rights, user as userSchema, type KafkaUser } from "./user-schema";
import type { KafkaRights } from "./user-settings";
import { createUsers, type Users } from "./users";
import { brokersOf } from "./roles";

/** What an application may do, and where it is. */
export interface KafkaConnectArgs extends KafkaRights, ConnectArgs {}

/** What an application connects by. */
export interface KafkaConnection {
  bootstrapServers: string;
  username: string;
  password: string;
  /** PEM of the authorities to trust; empty where the program does not know them. */
  ca: string;
  /** Properties of a client that loses nothing, with all of the above. */
  clientProperties: string;
}

/** What an application is given. */
export interface KafkaApplication {
  /** Secret with the connection in the keys of servicebinding.io, for the application to mount. */
  secretName: pulumi.Output<string>;
  /** Namespace of the Secret. */
  namespace: pulumi.Output<string>;
  /** The same for a program: a secret. */
  connection: pulumi.Output<KafkaConnection>;
}

/** What a cluster knows when applications ask. */
export interface Serving {
  context: Context;
  child: pulumi.CustomResourceOptions;
  /** What has to be there before a user can be made. */
  ready: pulumi.Resource[];
  /** Domain of the pods' names. */
  domain: pulumi.Output<string>;
  ca: pulumi.Input<string> | undefined;
  /** The users that there are. */
  users: KafkaUser[];
}

const schema = object({ ...rights, ...stagedFields });

/**
 * The user that an application asks for, who from then on is one of the cluster's.
 * @throws {Error} with every problem, of its name too: all users of a cluster have their own.
 */
export function connecting({ context, users }: Serving, name: string, args: KafkaConnectArgs): KafkaUser {
  const plain: KafkaRights & ConnectArgs = { ...args };
  delete plain.namespace;
  const subject = `${context.name}.connect("${name}")`;
  const settings = parse(subject, schema, plain);
  const user = parse(subject, userSchema, { ...settings, name }, [
    (asked) =>
      userRules({ ...context.settings, users: [...users, asked] }).map((problem) => inside(problem, users.length)),
  ]);
  users.push(user);
  return user;
}

/** The application knows nothing of a list of users. */
function inside<P extends { path: (string | number)[] }>(problem: P, index: number): P {
  const { path } = problem;
  return path[0] === "users" && path[1] === index ? { ...problem, path: path.slice(2) } : problem;
}

/** Registers the user, and the Secret that an application mounts. */
export function connect(serving: Serving, user: KafkaUser, namespace?: pulumi.Input<string>): KafkaApplication {
  const { context, child, ready } = serving;
  const group = { suffix: `user-${user.name}`, accounts: accounts(user), declared: declared([user]) };
  const users = createUsers(context, group, child, ready);
  const to = endpointOf(serving, user, users);
  const secretName = bind(serving, user, to, users, namespace);
  const { account, bootstrapServers, ca = "" } = to;
  const username = account?.username ?? user.name;
  const connection = pulumi
    .all([bootstrapServers, account?.password ?? "", ca, propertiesOf(to)])
    .apply(([all, password, authorities, clientProperties]) => ({
      bootstrapServers: all,
      username,
      password,
      ca: authorities,
      clientProperties,
    }));
  return {
    secretName: pulumi.output(secretName),
    namespace: pulumi.output(namespace ?? context.namespace),
    connection: pulumi.secret(connection),
  };
}

/** Where the newest account of a user connects to. */
export function endpointOf(serving: Serving, user: KafkaUser, { passwords }: Users): Endpoint {
  const { name: username = user.name } = accounts(user).at(-1) ?? {};
  const password = passwords[username];
  const purpose = user.authentication === "tls" ? "mutual" : "client";
  return { ...endpoint(serving, purpose), account: password && { username, password } };
}

/** Where brokers listen for a purpose. */
export function endpoint({ context, domain, ca }: Serving, purpose: Purpose): Endpoint {
  const to = listener(context.settings, purpose);
  const brokers = brokersOf(context.roles);
  return { bootstrapServers: domain.apply((suffix) => servers(brokers, to, suffix)), protocol: to.protocol, ca };
}

/** Registers the Secret of a user's connection, which nobody is to read before the brokers know the user, and returns its name. */
export function bind(
  { context, child }: Serving,
  user: KafkaUser,
  to: Endpoint,
  { job }: Users,
  namespace?: pulumi.Input<string>,
): string {
  const name = `${context.name}-user-${user.name}`;
  new k8s.core.v1.Secret(name, connectionSecret(context, name, to, namespace), followingOptions(child, [job]));
  return name;
}
