import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { Credential } from "./definitions";
import type { RabbitMQ } from "./schema";

/** What is generated for a cluster, once; only another `rotation` value makes another. */
export interface Credentials {
  /** 40 characters, of which Erlang's distribution makes its handshake. */
  cookie: pulumi.Output<string>;
  admin: pulumi.Output<Credential>;
  /** In the order of `settings.users`. */
  users: { name: string; credential: pulumi.Output<Credential> }[];
}

/** Registers the generated secrets of a cluster. Length and characters are fixed: a change of either would make a new secret by itself. */
export function credentials(name: string, settings: RabbitMQ, opts: pulumi.CustomResourceOptions): Credentials {
  const { rotation, users } = settings;
  const cookie = secret(`${name}-erlang-cookie`, 40, rotation.erlangCookie, opts);
  const suffix = new random.RandomString(`${name}-admin-name`, { length: 8, special: false, upper: false }, opts);
  return {
    cookie: cookie.result,
    admin: credential(`${name}-admin`, pulumi.interpolate`admin-${suffix.result}`, rotation.admin, opts),
    users: users.map((user) => ({
      name: user.name,
      credential: credential(`${name}-user-${user.name}`, user.name, user.rotation, opts),
    })),
  };
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
