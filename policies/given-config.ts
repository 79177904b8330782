import { Server, status, type handleUnaryCall, type UntypedServiceImplementation } from "@grpc/grpc-js";
import type { ConfigureAnalyzerRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import { misnamed } from "./config-problems";
import type { Rule } from "./rule";

type Configure = handleUnaryCall<ConfigureAnalyzerRequest, unknown>;

/**
 * Refuses what the engine gives (`--policy-pack-config`) when a policy or setting in it does not exist: the SDK takes
 * it in silence, and a gate that people believe strict stays lax. The SDK has no place for such a check, so it stands
 * before the SDK's own handler.
 */
export function refuseMisnamedConfig(rules: Rule[]): void {
  const prototype = Server.prototype as {
    addService: (service: object, handlers: UntypedServiceImplementation) => void;
  };
  const { addService } = prototype;
  prototype.addService = function (service, handlers) {
    const configure: Configure = (call, callback) => {
      const problems = misnamed(givenTo(call.request), rules);
      if (problems.length === 0) (handlers["configure"] as Configure)(call, callback);
      else callback({ code: status.INVALID_ARGUMENT, details: problems.join("\n") });
    };
    addService.call(this, service, { ...handlers, configure });
  };
}

function givenTo(request: ConfigureAnalyzerRequest): Record<string, object> {
  const given: Record<string, object> = {};
  request.getPolicyconfigMap().forEach((config, name) => (given[name] = config.getProperties()?.toJavaScript() ?? {}));
  return given;
}
