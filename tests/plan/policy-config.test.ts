import assert from "node:assert/strict";
import {
  AnalyzerInfo,
  EnforcementLevel,
  PolicyConfig,
  PolicyConfigSchema,
  PolicyInfo,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { levelName, policyConfig } from "../../plan/policy-config";

type Json = Record<string, JavaScriptValue>;

function info(initial: Record<string, { level?: EnforcementLevel; properties?: Json }>): AnalyzerInfo {
  const schema = new PolicyConfigSchema().setProperties(
    Struct.fromJavaScript({ min: { type: "integer", default: 3 }, max: { type: "integer" } }),
  );
  const one = new PolicyInfo().setName("one").setEnforcementlevel(EnforcementLevel.MANDATORY).setConfigschema(schema);
  const two = new PolicyInfo().setName("two").setEnforcementlevel(EnforcementLevel.ADVISORY);
  const result = new AnalyzerInfo().setPoliciesList([one, two]);
  for (const [name, { level, properties }] of Object.entries(initial)) {
    const config = new PolicyConfig();
    if (level !== undefined) config.setEnforcementlevel(level);
    if (properties) config.setProperties(Struct.fromJavaScript(properties));
    result.getInitialconfigMap().set(name, config);
  }
  return result;
}

const configured = (from: AnalyzerInfo): Record<string, unknown[]> =>
  Object.fromEntries(
    [...policyConfig(from)].map(([name, config]) => [
      name,
      [levelName(config.getEnforcementlevel()), config.getProperties()?.toJavaScript()],
    ]),
  );

describe("configuration of the policy pack", () => {
  it("starts from each policy's level and its schema's defaults", () => {
    assert.deepEqual(configured(info({})), { one: ["mandatory", { min: 3 }], two: ["advisory", {}] });
  });

  it("is overridden by what the pack brings along, property by property", () => {
    const given = { one: { level: EnforcementLevel.ADVISORY, properties: { max: 5 } } };
    assert.deepEqual(configured(info(given))["one"], ["advisory", { min: 3, max: 5 }]);
  });

  it("takes a missing level for advisory, as the engine does", () => {
    assert.deepEqual(configured(info({ one: { properties: { min: 1 } } }))["one"], ["advisory", { min: 1 }]);
  });

  it("sets every level by `all`, a policy's own one wins", () => {
    const given = { all: { level: EnforcementLevel.DISABLED }, two: { level: EnforcementLevel.MANDATORY } };
    const { one, two } = configured(info(given));
    assert.deepEqual([one?.[0], two?.[0]], ["disabled", "mandatory"]);
  });
});
