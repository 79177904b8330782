import * as pulumi from "@pulumi/pulumi";

/** A child's dependencies, and those resources after them. */
export function after(
  child: pulumi.CustomResourceOptions,
  resources: pulumi.Resource[],
): pulumi.Input<pulumi.Input<pulumi.Resource>[]> {
  return pulumi.output(child.dependsOn ?? []).apply((first) => [...[first].flat(), ...resources]);
}

/** Options of a StatefulSet of so many members, each of which may take some seconds to stop. */
export function statefulSetOptions(
  child: pulumi.CustomResourceOptions,
  resources: pulumi.Resource[],
  { replicas, graceSeconds }: { replicas: number; graceSeconds: number },
): pulumi.CustomResourceOptions {
  // A roll stops and starts one member after the other; the provider's ten minutes would end it half way.
  const minutes = Math.ceil((replicas * (graceSeconds + 300)) / 60);
  return {
    ...child,
    dependsOn: after(child, resources),
    customTimeouts: { create: `${minutes}m`, update: `${minutes}m` },
    // Kubernetes never changes them, so the provider would delete the StatefulSet and all its pods at once for a size that the
    // volumes would not get either; docs/operations.md tells how volumes grow.
    ignoreChanges: ["spec.volumeClaimTemplates"],
  };
}
