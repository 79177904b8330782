import { nearest } from "../../checks/nearest";
import { adviceOnIgnored, adviceOnPolicy } from "./key-advice";
import { findKey, keyNames, versionsWith, withRequired } from "./key-list";
import { accepts, describe, meant } from "./key-values";
import { oneLine, type KeyProblem as BareProblem } from "../parse";
import { atLeast } from "../versions";
import { factsOf } from "./versions";

export { findKey, type Key } from "./key-list";

/** What is wrong, and why. */
interface KeyProblem extends BareProblem {
  reason: string;
}

/** What is wrong with a line of rabbitmq.conf, for a version and the plugins that are switched on. */
export function checkKey(
  version: string,
  key: string,
  value: string,
  enabledPlugins: string[],
): KeyProblem | undefined {
  const found = findKey(version, key);
  if (!found) return unknown(version, key);
  const remedy = adviceOnIgnored(found.name, (since) => atLeast(version, since));
  if (remedy) return { reason: "it has no effect", allowed: `nothing: RabbitMQ ${version} ignores the key`, remedy };
  if (found.plugin.startsWith("rabbitmq_") && !withRequired(version, enabledPlugins).has(found.plugin)) {
    return {
      reason: `it belongs to ${found.plugin}, which is not enabled`,
      allowed: "keys of the enabled plugins",
      remedy: `add ${found.plugin} to plugins, or remove the key`,
    };
  }
  return lineProblem(value) ?? valueProblem(found.type, value.trim().replace(/^'(.*)'$/s, "$1"));
}

function unknown(version: string, key: string): KeyProblem {
  const reason = `RabbitMQ ${version} has no such key`;
  const allowed = `keys of RabbitMQ ${version}`;
  const elsewhere = versionsWith(key);
  if (elsewhere.length > 0) {
    const later = elsewhere.find((other) => atLeast(other, version));
    const remedy = later ? `remove it; it exists from ${later} on` : `remove it; it existed until ${elsewhere.at(-1)}`;
    return { reason, allowed, remedy };
  }
  const names = keyNames(version, key);
  const below = names.filter((name) => name.startsWith(`${key}.`));
  const near = below.length > 0 && below.length < 5 ? below.join(" or ") : nearest(key, names);
  const remedy = adviceOnPolicy(key, factsOf(version).mirroredQueues) ?? (near ? `write ${near}` : "remove it");
  return { reason, allowed, remedy };
}

/** What keeps a value from reaching the broker as it stands. https://www.rabbitmq.com/docs/configure#config-file-formats */
function lineProblem(value: string): KeyProblem | undefined {
  const text = value.trim();
  if (/[\r\n]/.test(value)) return { reason: "it has a line break", ...oneLine };
  if (text === "")
    return { reason: "it is empty", allowed: "a value", remedy: "remove the key, or write '' for an empty text" };
  if (text.startsWith("'")) {
    if (/^'[^']*'$/.test(text)) return undefined;
    return {
      reason: "its quotes do not match",
      allowed: "text in single quotes without one inside",
      remedy: "end it with '",
    };
  }
  if (!text.includes("#")) return undefined;
  return {
    reason: "what follows # is a comment to the broker",
    allowed: "# in single quotes only",
    remedy: text.includes("'") ? "remove the part from # on" : `write '${text}', with the single quotes`,
  };
}

function valueProblem(type: string, value: string): KeyProblem | undefined {
  if (accepts(type, value)) return undefined;
  const allowed = describe(type);
  const right = meant(type, value);
  return {
    reason: "the broker cannot read the value",
    allowed,
    remedy: right ? `write ${right}` : `change it to ${allowed}`,
  };
}
