import { z } from "zod";
import { parseBytes, parseMilliCores } from "../checks/quantity";

/** A strict object: an unknown key is an error that knows the keys there are. */
export function object<S extends z.ZodRawShape>(shape: S): z.ZodObject<S, z.core.$strict> {
  const keys = Object.keys(shape).join(" ");
  return z.strictObject(shape, { error: (issue) => (issue.code === "unrecognized_keys" ? keys : undefined) });
}

/** A pattern with the words for what it stands for. */
export function text(pattern: RegExp, allowed: string) {
  return z.string().regex(pattern, { error: allowed });
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
export const dnsLabel = text(
  /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
  "a DNS label: lower-case letters, digits and '-', at most 63",
);

/** A Kubernetes quantity of bytes. */
export const bytes = z.string().refine((value) => !/m$/.test(value) && (parseBytes(value) ?? 0) > 0, {
  error: "a quantity of bytes such as 512Mi, 2Gi or 10G",
});

/** A Kubernetes quantity of CPU. */
export const cpu = z
  .string()
  .refine((value) => (parseMilliCores(value) ?? 0) > 0, { error: "a quantity of CPU such as 500m or 2" });

/** A label key, with or without a prefix. */
export const labelKey = text(
  /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/,
  "a label key such as node-role.kubernetes.io/messaging",
);

/** A map of labels. */
export const labelMap = z.record(labelKey, text(/^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/, "a label value"));

/** A map whose values may be numbers and booleans too, as people write them in YAML; they become text. */
export const scalars = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String));

/**
 * The fields of a system that a stack file may write shorter: scalars in `config`, and a name alone for a list's entry of which
 * nothing else is said.
 */
export function forPeople<V extends z.ZodType>(shape: { vhosts: z.ZodDefault<z.ZodArray<V>> }) {
  const entry = shape.vhosts.unwrap().element;
  const name = z.string().transform((text) => entry.parse({ name: text }));
  return { config: scalars.default({}), vhosts: z.array(z.union([name, entry])).default([]) };
}
