import type { Input } from "@pulumi/pulumi";
import images from "../images.json";
import { hash } from "../kubernetes/hash";
import type { Owner } from "../kubernetes/manifests";
import { files } from "./files";
import { roles, type Role } from "./roles";
import type { Kafka } from "./schema";

/** What every manifest needs to know. */
export interface Context extends Owner {
  /** The component's name; it is that of the brokers, too. */
  name: string;
  settings: Kafka;
  image: string;
  /** Controllers first, where they are separate. */
  roles: Role[];
  /** Stands for the certificates that members are to run with, where the program knows them. */
  revision?: Input<string> | undefined;
}

/** A context for the manifests of one role's members, who own them. */
export interface RoleContext extends Context {
  role: Role;
  /** Files of the members, and the name of the ConfigMap that has them: a hash of its content, so that a change rolls them. */
  files: Record<string, string>;
  config: string;
}

/** Everything that follows from a component's name and settings. */
export function contextOf(name: string, namespace: Input<string>, settings: Kafka): Context {
  const versions: Record<string, string> = images.kafka.versions;
  const image = settings.image ?? versions[settings.version];
  if (!image) throw new Error(`no image for Kafka ${settings.version}`);
  const identity = { app: "kafka", instance: name, version: settings.version };
  return { name, identity, namespace, settings, image, roles: roles(name, settings) };
}

/** The same for each role. */
export function roleContexts(context: Context): RoleContext[] {
  return context.roles.map((role) => {
    const own = files(context.settings, role, context.roles);
    return { ...context, identity: role.identity, role, files: own, config: `${role.name}-config-${hash(own)}` };
  });
}
