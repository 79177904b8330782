import { UnknownValueError } from "@pulumi/policy";
import { unknownValue } from "../checks/field";

/** What the engine shows in a secret's place when it has no key, as `pulumi policy analyze` without a passphrase. */
const hiddenSecret = "[secret]";

/**
 * A plain copy of a resource's properties, with a marker where a value is unknown or hidden. The SDK's own objects throw
 * when an unknown value is read, which would make an advice of the violation: here only a rule that judges the value
 * meets the marker, and reports it.
 */
export function knownValues(value: unknown): unknown {
  if (value === hiddenSecret) return unknownValue;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return Array.from({ length: value.length }, (_, index) => read(value, index));
  return Object.fromEntries(Object.keys(value).map((key) => [key, read(value as Record<string, unknown>, key)]));
}

function read<K extends string | number>(holder: Record<K, unknown>, key: K): unknown {
  try {
    return knownValues(holder[key]);
  } catch (error) {
    if (error instanceof UnknownValueError) return unknownValue;
    throw error;
  }
}
