import type { Field } from "../field";
import type { Variable } from "../container";

/** A Kafka broker's setting that comes from the environment. */
export interface Setting {
  /** In the broker's words: `min.insync.replicas`. */
  key: string;
  /** Where the value is. */
  field: Field;
}

/**
 * Settings that variables with the prefix give: `KAFKA_MIN_INSYNC_REPLICAS`, Bitnami's `KAFKA_CFG_…`. Underscores as the
 * images take them: `_` is a dot, `__` an underscore, `___` a dash.
 */
export function settingsOf(variables: Variable[], prefix: "KAFKA_" | "KAFKA_CFG_"): Setting[] {
  return variables
    .filter(({ name }) => name.startsWith(prefix))
    .map(({ name, field }) => ({ key: settingKey(name.slice(prefix.length)), field }));
}

/** `MIN_INSYNC_REPLICAS` -> `min.insync.replicas`. */
export function settingKey(name: string): string {
  const marks: Record<string, string> = { _: ".", __: "_", ___: "-" };
  return name.toLowerCase().replace(/_{1,3}/g, (mark) => marks[mark] ?? "");
}
