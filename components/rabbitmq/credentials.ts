import * as k8s from "@pulumi/kubernetes";
import type { types } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { generatedOptions } from "../kubernetes/resource-options";
import {
  accountDefinitions,
  accountsOf,
  administrator,
  generatedAccounts,
  type Account,
  type Credential,
} from "./accounts";
import { connectionOf, endpoint } from "./endpoint";
import { amqpName, portsOf } from "./listeners";
import type { Context } from "./manifests";
import { userSecretName } from "./names";
import type { RabbitMQ } from "./schema";
import { connectionSecret, cookieSecret, usersSecret } from "./secrets";

/** What is generated for a cluster, once; only another `rotation` value makes another. */
interface Credentials {
  /** 40 characters, of which Erlang's distribution makes its handshake; undefined where a Secret has it. */
  cookie?: pulumi.Output<string>;
  /** Undefined where a Secret has it. */
  admin?: pulumi.Output<Credential>;
  /** Of each account, in the order of `generatedAccounts`. */
  accounts: pulumi.Output<Credential>[];
}

/** Registers the generated secrets of a cluster. Length and characters are fixed: a change of either would make a new secret by itself. */
function credentials(name: string, settings: RabbitMQ, opts: pulumi.CustomResourceOptions): Credentials {
  const { rotation, existingSecrets } = settings;
  return {
    ...(!existingSecrets.erlangCookie && {
      cookie: secret(`${name}-erlang-cookie`, 40, rotation.erlangCookie, opts).result,
    }),
    ...(!existingSecrets.admin && { admin: admin(name, rotation.admin, opts) }),
    accounts: generatedAccounts(settings).map((account) => accountCredential(name, account, opts)),
  };
}

function admin(name: string, rotation: string, opts: pulumi.CustomResourceOptions): pulumi.Output<Credential> {
  const suffix = new random.RandomString(`${name}-admin-name`, { length: 8, special: false, upper: false }, opts);
  return credential(`${name}-admin`, pulumi.interpolate`admin-${suffix.result}`, rotation, opts);
}

/** The generated credential of an account. */
export function accountCredential(
  name: string,
  { login, rotation }: Account,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<Credential> {
  return credential(`${name}-user-${login}`, login, rotation, opts);
}

function credential(
  resource: string,
  user: pulumi.Input<string>,
  rotation: string,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<Credential> {
  const password = secret(`${resource}-password`, 32, rotation, opts);
  const salt = new random.RandomBytes(`${resource}-salt`, { length: 4, keepers: { rotation } }, opts);
  return pulumi
    .all([user, password.result, salt.hex])
    .apply(([name, plain, saltHex]) => ({ name, password: plain, saltHex }));
}

/** Letters and digits only: it stands in URIs and configuration files unescaped. */
function secret(
  resource: string,
  length: number,
  rotation: string,
  opts: pulumi.CustomResourceOptions,
): random.RandomPassword {
  return new random.RandomPassword(resource, { length, special: false, keepers: { rotation } }, opts);
}

/** Generates what a cluster keeps secret, and publishes it to nodes, and by `publishUsers` to users, once the broker knows them. */
export function createSecrets(
  context: Context,
  host: pulumi.Output<string>,
  ca: pulumi.Input<string> | undefined,
  child: pulumi.CustomResourceOptions,
) {
  const { settings, names } = context;
  const generated = credentials(names.main, settings, generatedOptions(child));
  const accounts = pulumi.all(generated.accounts);
  const secretOf = (name: string, args: types.input.core.v1.Secret, opts = child) =>
    new k8s.core.v1.Secret(name, args, opts);
  const publish = (name: string, credential: pulumi.Output<Credential>, vhost: string, opts = child) => {
    const connection = pulumi.secret(
      pulumi.all([host, credential]).apply(([where, one]) => connectionOf(settings, where, one, vhost)),
    );
    const entries = endpoint(settings, host, vhost, connection);
    return { connection, secret: secretOf(name, connectionSecret(context, name, entries, { ca }), opts) };
  };
  const usersJson = pulumi
    .all([generated.admin ?? pulumi.output(undefined), accounts])
    .apply(([root, others]) => JSON.stringify(definitionsOf(settings, root, others)));
  const admin = generated.admin && publish(names.admin, generated.admin, "/");
  const resources = [
    ...(generated.cookie ? [secretOf(names.cookie, cookieSecret(context, generated.cookie))] : []),
    secretOf(names.users, usersSecret(context, names.users, pulumi.secret(usersJson))),
    ...(admin ? [admin.secret] : []),
  ];
  const publishUsers = (opts: pulumi.CustomResourceOptions) => {
    for (const user of settings.users.filter(({ existingSecret }) => !existingSecret)) {
      const login = accountsOf(user).live.at(-1)?.login;
      const credential = accounts.apply((all) => all.find(({ name }) => name === login) as Credential);
      publish(userSecretName(names.main, user.name), credential, user.permissions[0]?.vhost ?? "/", opts);
    }
  };
  const withoutUser = host.apply((where) => `${amqpName(settings)}://${where}:${portsOf(settings).amqp}/`);
  return { resources, publishUsers, amqpUri: admin ? admin.connection.apply(({ uri }) => uri) : withoutUser };
}

function definitionsOf(settings: RabbitMQ, root: Credential | undefined, others: Credential[]) {
  const admins = root ? [administrator(settings, root.name)] : [];
  return accountDefinitions([...admins, ...generatedAccounts(settings)], [...(root ? [root] : []), ...others]);
}
