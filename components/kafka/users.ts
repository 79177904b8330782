import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { generatedOptions, rollOptions } from "../kubernetes/resource-options";
import type { Context } from "./context";
import { passwords } from "./credentials";
import { passwordsSecret, usersConfigMap, usersJob, type UserGroup } from "./users-job";

/** Accounts as they are made. */
export interface Users {
  /** Generated passwords, by account. */
  passwords: Record<string, pulumi.Output<string>>;
  /** When it has ended, the brokers know them. */
  job: pulumi.Resource;
}

/**
 * Registers what makes accounts: generated passwords, and the Job that tells the brokers.
 * @param first what has to be there before the Job
 */
export function createUsers(
  context: Context,
  group: UserGroup,
  child: pulumi.CustomResourceOptions,
  first: pulumi.Resource[],
): Users {
  const { name, settings } = context;
  const base = `${name}-${group.suffix}`;
  const generated = passwords(name, group.accounts, generatedOptions(child));
  const files = [
    new k8s.core.v1.Secret(`${base}-passwords`, passwordsSecret(context, group, generated), child),
    new k8s.core.v1.ConfigMap(base, usersConfigMap(context, group), child),
  ];
  const roll = { replicas: settings.brokers.replicas, graceSeconds: settings.terminationGracePeriodSeconds };
  const job = new k8s.batch.v1.Job(base, usersJob(context, group), rollOptions(child, [...files, ...first], roll));
  return { passwords: generated, job };
}
