import type { Field } from "../field";

/** A Kafka broker's setting that comes from the environment. */
export interface Setting {
  /** In the broker's words: `min.insync.replicas`. */
  key: string;
  /** Where the value is. */
  field: Field;
}

/**
 * A Kafka container's settings in the environment: `KAFKA_MIN_INSYNC_REPLICAS` and Bitnami's `KAFKA_CFG_…`.
 * Underscores as Confluent's and Apache's images take them: `_` is a dot, `__` an underscore, `___` a dash.
 */
export function environment(container: Field): Setting[] {
  return container
    .get("env")
    .items()
    .flatMap((variable) => {
      const key = settingKey(variable.get("name").text() ?? "");
      return key === undefined ? [] : [{ key, field: variable.get("value") }];
    });
}

function settingKey(name: string): string | undefined {
  const match = /^KAFKA_(?:CFG_)?([A-Z0-9_]+)$/.exec(name);
  const marks: Record<string, string> = { _: ".", __: "_", ___: "-" };
  return match?.[1]?.toLowerCase().replace(/_{1,3}/g, (mark) => marks[mark] ?? "");
}
