import type { Field } from "./field";
import type { Broker } from "./recognise";
import type { Stack } from "./stack";
import { namespaceOf } from "./workload";

/** A volume that outlives its pod, and the claim behind it when the claim can be seen. */
export interface Durable {
  /** Of the volume in the pod. */
  name: string;
  mountPath: string;
  claim?: Field;
  /** One claim for all replicas. */
  shared: boolean;
}

/** The volumes of claims that a broker's container mounts. */
export function durablesOf(root: Field, { template, container }: Broker, stack?: Stack): Durable[] {
  const templates = byName(root.get("spec", "volumeClaimTemplates").items(), "metadata");
  const volumes = byName(template.get("spec", "volumes").items());
  const claims = byName(stack?.ofKind("PersistentVolumeClaim", namespaceOf(root)) ?? [], "metadata");
  return container
    .get("volumeMounts")
    .items()
    .flatMap((mount): Durable[] => {
      const mountPath = mount.get("mountPath").text() ?? "";
      const name = mount.get("name").text() ?? "";
      const own = templates.get(name);
      if (own) return [{ name, mountPath, claim: own, shared: false }];
      const reference = volumes.get(name)?.get("persistentVolumeClaim");
      if (!reference?.present) return [];
      return [{ name, mountPath, claim: claims.get(reference.get("claimName").text() ?? ""), shared: true }];
    });
}

function byName(fields: Field[], ...holder: string[]): Map<string, Field> {
  return new Map(fields.map((field) => [field.get(...holder, "name").text() ?? "", field]));
}
