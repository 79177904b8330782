import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { followingOptions, generatedOptions, rollOptions, type Roll } from "../kubernetes/resource-options";
import { parse } from "../parse";
import { accountDefinitions } from "./accounts";
import { connectAccounts, connectRules, connectSettings, type RabbitMQConnectArgs } from "./connect-settings";
import { accountCredential } from "./credentials";
import { connectionOf, endpoint, type RabbitMQConnection } from "./endpoint";
import { toolsJob } from "./import-job";
import type { Context } from "./manifests";
import { connectionSecret, usersSecret } from "./secrets";

/** What an application is given. */
export interface RabbitMQApplication {
  /** Secret with the connection in the keys of servicebinding.io, for the application to mount. */
  secretName: pulumi.Output<string>;
  /** Namespace of the Secret. */
  namespace: pulumi.Output<string>;
  /** The same for a program: a secret. */
  connection: pulumi.Output<RabbitMQConnection>;
}

/** What the cluster knows that applications are connected to. */
export interface Connectable {
  context: Context;
  /** Name of the Service. */
  host: pulumi.Output<string>;
  ca: pulumi.Input<string> | undefined;
  /** The Job that imports the virtual hosts. */
  imported: pulumi.Resource;
  child: pulumi.CustomResourceOptions;
  roll: Roll;
}

const users = { mountPath: "/run/secrets/users/users.json", subPath: "users.json" };

/**
 * Makes a user with exactly these rights. By a Job of its own, since the cluster's is registered before it is known who connects.
 * @throws {Error} before anything is registered, with every problem of the arguments.
 */
export function connect(cluster: Connectable, application: string, args: RabbitMQConnectArgs): RabbitMQApplication {
  const { context, host, ca, child } = cluster;
  const { names, settings } = context;
  const { namespace = context.namespace, ...plain } = args;
  const subject = `${names.main}.connect("${application}")`;
  const rights = parse(subject, connectSettings, plain, connectRules(application, settings));
  const { live, gone } = connectAccounts(application, rights);
  const credentials = live.map((account) => accountCredential(names.main, account, generatedOptions(child)));
  const definitions = pulumi.all(credentials).apply((all) => JSON.stringify(accountDefinitions(live, all)));

  const name = `${names.main}-connect-${application}`;
  const secret = new k8s.core.v1.Secret(name, usersSecret(context, name, pulumi.secret(definitions)), child);
  const job = toolsJob(context, {
    name,
    imports: live,
    steps: { files: [users.mountPath], accounts: live, existing: [], gone },
    volumes: [{ name: "users", secret: { secretName: name, defaultMode: 0o440 } }],
    mounts: [{ name: "users", ...users, readOnly: true }],
  });
  const made = new k8s.batch.v1.Job(name, job, rollOptions(child, [secret, cluster.imported], cluster.roll));

  const connection = pulumi.secret(
    pulumi
      .all([host, pulumi.all(credentials)])
      .apply(([where, all]) => connectionOf(settings, where, newest(all), rights.vhost)),
  );
  const entries = endpoint(settings, host, rights.vhost, connection);
  const binding = `${names.main}-app-${application}`;
  const published = connectionSecret(context, binding, entries, { ca, namespace });
  new k8s.core.v1.Secret(binding, published, followingOptions(child, [made]));
  return { secretName: pulumi.output(binding), namespace: pulumi.output(namespace), connection };
}

function newest<T>(all: T[]): T {
  const last = all.at(-1);
  if (last === undefined) throw new Error("no account is in use");
  return last;
}
