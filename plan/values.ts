import {
  isObject,
  resourceSignature,
  secretSignature,
  signatureKey,
  unknownValue,
  type Properties,
  type Value,
} from "./properties";

/** A reference to a resource as the engine shows it to others: by id, a component by its URN. */
const reference = (value: Properties): Value => ("id" in value ? value["id"] || unknownValue : value["urn"]);

/** As the engine sends it to a policy pack: references are plain. Without one the result is `value` itself. */
export function forPolicies(value: Value): Value {
  if (Array.isArray(value)) {
    const items = value.map(forPolicies);
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (!isObject(value)) return value;
  if (value[signatureKey] === resourceSignature) return reference(value);
  const entries = Object.entries(value).map(([key, inner]) => [key, forPolicies(inner)] as const);
  return entries.some(([key, inner]) => inner !== value[key]) ? Object.fromEntries(entries) : value;
}

/** Whether any part of `value` is known only later. */
export function hasUnknown(value: Value): boolean {
  if (Array.isArray(value)) return value.some(hasUnknown);
  return isObject(value) ? Object.values(value).some(hasUnknown) : value === unknownValue;
}

/** In place of a secret: no base64, so the API server refuses it in `data`. */
export const redacted = "[redacted]";
/** In place of a value that exists only after deployment. */
export const unknown = "[unknown until deployed]";

/** What to do with the values that a rendering cannot show. */
export interface Reveal {
  /** Show secrets and all else that a first preview does not know. */
  secrets: boolean;
  /** Told of every placeholder that was put in. */
  found(placeholder: string): void;
}

const at = (value: Value, key: string | number): Value =>
  Array.isArray(value) ? (value as Value[])[Number(key)] : isObject(value) ? value[key] : undefined;

/** Takes off the wrappers of secrets and references. */
function unwrap(value: Value): { plain: Value; isSecret: boolean } {
  if (!isObject(value)) return { plain: value, isSecret: false };
  if (value[signatureKey] === secretSignature) return { plain: unwrap(value["value"]).plain, isSecret: true };
  return { plain: value[signatureKey] === resourceSignature ? reference(value) : value, isSecret: false };
}

/**
 * The value as it belongs into YAML. `preview` is what a first preview knows of it: under a secret, and where that is
 * unknown, keys stay and values are redacted.
 */
export function forYaml(value: Value, preview: Value, reveal: Reveal, isHidden = false): Value {
  const { plain, isSecret } = unwrap(value);
  const known = unwrap(preview).plain;
  const hidden = isHidden || isSecret || known === unknownValue;
  if (Array.isArray(plain)) return plain.map((item, index) => forYaml(item, at(known, index), reveal, hidden));
  if (isObject(plain)) {
    const entries = Object.entries(plain).map(([key, inner]) => [key, forYaml(inner, at(known, key), reveal, hidden)]);
    return Object.fromEntries(entries) as Properties;
  }
  if (plain !== unknownValue && (reveal.secrets || !hidden)) return plain;
  const placeholder = plain === unknownValue && !isSecret ? unknown : redacted;
  reveal.found(placeholder);
  return placeholder;
}

/** The value for people and machines that must see no secret, as in `--json`. */
export const forReading = (value: Value): Value => forYaml(value, value, { secrets: false, found: () => undefined });
