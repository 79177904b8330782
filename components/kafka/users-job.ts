import type { types } from "@pulumi/kubernetes";
import type { Input } from "@pulumi/pulumi";
import { hash } from "../kubernetes/hash";
import { metadata } from "../kubernetes/manifests";
import { usersComponent } from "./access";
import type { Account } from "./accounts";
import type { Context } from "./context";
import { toolListener } from "./listeners";
import { passwordsPath, rightsFile, usersPath, usersScript, type Declared } from "./scripts/users";
import { toolJobSpec } from "./tool-job";
import { brokersOf } from "./roles";

/** Users that one Job makes. */
export interface UserGroup {
  /** What tells its objects from those of other Jobs. */
  suffix: string;
  accounts: Account[];
  declared: Declared;
}

/** What the Job reads: its script, and the rights. */
export function usersConfigMap(context: Context, group: UserGroup): types.input.core.v1.ConfigMap {
  const name = configMapName(context, group);
  return { metadata: metadata(context, name, usersComponent), immutable: true, data: files(context, group) };
}

/** Generated passwords for the Job, by account. */
export function passwordsSecret(
  context: Context,
  group: UserGroup,
  stringData: Record<string, Input<string>>,
): types.input.core.v1.Secret {
  return { metadata: metadata(context, secretName(context, group), usersComponent), type: "Opaque", stringData };
}

/** Makes accounts and rights what they are declared to be. Like the Job of topics it may run at any time, and is another for any change. */
export function usersJob(context: Context, group: UserGroup): types.input.batch.v1.Job {
  const spec = toolJobSpec(context, {
    component: usersComponent,
    configMap: configMapName(context, group),
    path: usersPath,
    volumes: [{ name: "passwords", projected: { defaultMode: 0o440, sources: sources(context, group) } }],
    mounts: [{ name: "passwords", mountPath: passwordsPath, readOnly: true }],
  });
  return { metadata: metadata(context, `${context.name}-users-${hash(spec)}`, usersComponent), spec };
}

/** Passwords from wherever they are, each in a file that is called like its account. */
function sources(context: Context, group: UserGroup): types.input.core.v1.VolumeProjection[] {
  const item = (secret: string, key: string, path: string) => ({ secret: { name: secret, items: [{ key, path }] } });
  return group.accounts.map(({ name, existingSecret }) =>
    existingSecret === undefined
      ? item(secretName(context, group), name, name)
      : item(existingSecret, "password", name),
  );
}

function files({ settings, roles }: Context, { declared }: UserGroup): Record<string, string> {
  const brokers = brokersOf(roles);
  return {
    "users.sh": usersScript(toolListener(settings), brokers, declared),
    rights: rightsFile(declared),
  };
}

function configMapName(context: Context, group: UserGroup): string {
  return `${context.name}-${group.suffix}-${hash(files(context, group))}`;
}

function secretName({ name }: Context, { suffix }: UserGroup): string {
  return `${name}-${suffix}-passwords`;
}
