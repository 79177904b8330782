/** A resource's property in the engine's wire form: secrets wrapped, unknowns as a well-known string. */
export type Value = unknown;
export type Properties = Record<string, Value>;

/** An object with properties, no list. */
export const isObject = (value: Value): value is Properties =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `value` where it is text, else `otherwise`. */
export const textOr = (value: Value, otherwise: string): string => (typeof value === "string" ? value : otherwise);

// The SDK exports these as well; they stand here so that reading a project does not load it.
/** Key that marks an object as more than an object. */
export const signatureKey = "4dabf18193072939515e22adb298388d";
/** Signature of `{value}`, a secret. */
export const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
/** Signature of `{urn, id}`, a reference to a resource. */
export const resourceSignature = "5cf8f73096256a8f31e491e813e4eb8e";
/** Stands for a value that is known only after deployment. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
