import * as pulumi from "@pulumi/pulumi";

/** A child's dependencies, and those resources after them. */
function after(
  child: pulumi.CustomResourceOptions,
  resources: pulumi.Resource[],
): pulumi.Input<pulumi.Input<pulumi.Resource>[]> {
  return pulumi.output(child.dependsOn ?? []).apply((first) => [...[first].flat(), ...resources]);
}

/**
 * Options of a component's children. A component's dependsOn is not inherited; what must exist first, say the namespace, must do so for
 * the children. Its protect would be, by all of them, and no Job and no file could ever be replaced by its next version.
 */
export function childOptions(
  parent: pulumi.ComponentResource,
  opts?: pulumi.ComponentResourceOptions,
): pulumi.CustomResourceOptions {
  return { parent, dependsOn: opts?.dependsOn, protect: false };
}

/** Options of generated values, which wait for nothing. */
export function generatedOptions({ parent }: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
  return { parent, protect: false };
}

/** Options of what is told to others once it holds, such as an account's connection: its Secret follows the Job that makes the account. */
export function followingOptions(
  child: pulumi.CustomResourceOptions,
  resources: pulumi.Resource[],
): pulumi.CustomResourceOptions {
  return { ...child, dependsOn: after(child, resources) };
}

/** How long the members take to be stopped and started one after the other. */
export interface Roll {
  replicas: number;
  graceSeconds: number;
}

/**
 * Options of a StatefulSet.
 * @param opts those of the component: what it protects is what holds data
 */
export function statefulSetOptions(
  child: pulumi.CustomResourceOptions,
  resources: pulumi.Resource[],
  roll: Roll,
  opts?: pulumi.ComponentResourceOptions,
): pulumi.CustomResourceOptions {
  return {
    ...rollOptions(child, resources, roll),
    protect: opts?.protect ?? false,
    // Kubernetes never changes them, so the provider would delete the StatefulSet and all its pods at once for a size that the
    // volumes would not get either; docs/operations.md tells how volumes grow.
    ignoreChanges: ["spec.volumeClaimTemplates"],
  };
}

/** Options of what waits for all members; the provider's ten minutes would end a roll half way. */
export function rollOptions(
  child: pulumi.CustomResourceOptions,
  resources: pulumi.Resource[],
  roll: Roll,
): pulumi.CustomResourceOptions {
  const minutes = Math.ceil((roll.replicas * (roll.graceSeconds + 300)) / 60);
  return {
    ...followingOptions(child, resources),
    customTimeouts: { create: `${minutes}m`, update: `${minutes}m` },
  };
}
