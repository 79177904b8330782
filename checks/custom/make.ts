import { Field, readable } from "../field";

/** What stands in a place, or what the operator takes when nothing does, told to be in that place. */
export const or = (field: Field, otherwise: unknown): Field =>
  field.present ? field : new Field(otherwise, field.path);

/** The name of an object; one that is unknown gets a name nobody has. */
export const nameOf = (object: Field): string => readable(() => object.get("metadata", "name").text()) ?? "?";

/** Name, namespace and labels of what an operator makes beside its resource. */
export function metadata(resource: Field, name: string, labels: Record<string, unknown> = {}): object {
  return { name, namespace: resource.get("metadata", "namespace"), labels };
}

/** Settings that stand key by key, as a configuration file has them. */
export const settingsIn = (map: Field): Record<string, Field> =>
  Object.fromEntries(map.entries().map(([key, value]) => [key, new Field(textOf(value), value.path)]));

/** What cannot be read stays, for whoever judges it to meet. */
const textOf = (value: Field): unknown => readable(() => value.written()) ?? value;

/** A claim of a StatefulSet. */
export function claim(name: string, size: Field, storageClass: Field): object {
  const spec = {
    accessModes: ["ReadWriteOnce"],
    storageClassName: storageClass,
    resources: { requests: { storage: size } },
  };
  return { metadata: { name }, spec: new Field(spec, parent(size.path)) };
}

/** A container security context that the restricted Pod Security Standard takes. */
export const restricted = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  privileged: false,
  seccompProfile: { type: "RuntimeDefault" },
};

const parent = (path: string): string => path.replace(/\.[^.]+$/, "");
