import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { misnamed, refuse } from "./config-problems";
import type { Rule } from "./rule";

/**
 * Refuses what the engine gives (`--policy-pack-config`) when a policy or setting in it does not exist: the SDK takes
 * it in silence, and a gate that people believe strict stays lax. The SDK has no place for such a check, so it sits
 * where the request is read, which makes the call fail with our text.
 */
export function refuseMisnamedConfig(rules: Rule[]): void {
  const { configure } = AnalyzerService;
  const deserialize = configure.requestDeserialize;
  configure.requestDeserialize = (bytes) => {
    const request = deserialize(bytes);
    const entries = request
      .getPolicyconfigMap()
      .toArray()
      .map(([name, config]) => [name, config.getProperties()?.toJavaScript() ?? {}]);
    refuse("policy pack configuration", misnamed(Object.fromEntries(entries) as Record<string, unknown>, rules));
    return request;
  };
}
