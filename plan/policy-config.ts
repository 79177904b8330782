import { EnforcementLevel, PolicyConfig, type AnalyzerInfo } from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";

type Json = Record<string, JavaScriptValue>;

interface Config {
  level: EnforcementLevel;
  properties: Json;
}

function schemaDefaults(schema: Json): Json {
  const defaults = Object.entries(schema).flatMap(([key, property]) =>
    typeof property === "object" && property !== null && "default" in property
      ? [[key, (property as Json)["default"] ?? null] as const]
      : [],
  );
  return Object.fromEntries(defaults);
}

/**
 * The configuration that the engine sends to a pack: per policy its own level and the defaults of its schema (the SDK
 * fills in neither), over that what the pack brings along, where `all` sets every level.
 */
export function policyConfig(info: AnalyzerInfo): Map<string, PolicyConfig> {
  const result = new Map<string, Config>();
  for (const policy of info.getPoliciesList()) {
    const schema = policy.getConfigschema()?.getProperties()?.toJavaScript() ?? {};
    result.set(policy.getName(), { level: policy.getEnforcementlevel(), properties: schemaDefaults(schema) });
  }
  const initial = info.getInitialconfigMap();
  const all = initial.get("all");
  if (all) result.forEach((config) => (config.level = all.getEnforcementlevel()));
  initial.forEach((given, name) => {
    const properties = { ...result.get(name)?.properties, ...given.getProperties()?.toJavaScript() };
    result.set(name, { level: given.getEnforcementlevel(), properties });
  });
  return new Map([...result].map(([name, config]) => [name, message(config)]));
}

function message({ level, properties }: Config): PolicyConfig {
  const config = new PolicyConfig();
  config.setEnforcementlevel(level);
  config.setProperties(Struct.fromJavaScript(properties));
  return config;
}

const names: Record<EnforcementLevel, Level> = {
  [EnforcementLevel.ADVISORY]: "advisory",
  [EnforcementLevel.MANDATORY]: "mandatory",
  [EnforcementLevel.REMEDIATE]: "remediate",
  [EnforcementLevel.DISABLED]: "disabled",
};

/** Enforcement level in the words of Pulumi. */
export type Level = "advisory" | "mandatory" | "remediate" | "disabled";
export const levelName = (level: EnforcementLevel): Level => names[level];
