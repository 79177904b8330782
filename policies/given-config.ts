import { status, type handleUnaryCall } from "@grpc/grpc-js";
import type { ConfigureAnalyzerRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import { misnamed } from "./config-problems";
import type { Rule } from "./rule";
import type { Handlers } from "./server";

type Configure = handleUnaryCall<ConfigureAnalyzerRequest, unknown>;

/**
 * Refuses what the engine gives (`--policy-pack-config`) when a policy or setting in it does not exist: the SDK takes
 * it in silence, and a gate that people believe strict stays lax.
 */
export function refuseMisnamedConfig(rules: Rule[]): (handlers: Handlers) => Handlers {
  return (handlers) => {
    const configure: Configure = (call, callback) => {
      const problems = misnamed(givenTo(call.request), rules);
      if (problems.length === 0) (handlers["configure"] as Configure)(call, callback);
      else callback({ code: status.INVALID_ARGUMENT, details: problems.join("\n") });
    };
    return { ...handlers, configure };
  };
}

function givenTo(request: ConfigureAnalyzerRequest): Record<string, object> {
  const given: Record<string, object> = {};
  request.getPolicyconfigMap().forEach((config, name) => (given[name] = config.getProperties()?.toJavaScript() ?? {}));
  return given;
}
