import { brokerSecretsRule, checkBrokerSecrets, type BrokerSecretsSettings } from "../checks/secrets/check";
import { workloadKinds } from "../checks/workload";
import type { Rule } from "./rule";

export const brokerSecrets: Rule<BrokerSecretsSettings> = {
  ...brokerSecretsRule,
  title: "Secrets are in Secrets",
  description:
    "No password, private key or Erlang cookie stands in plain text in a broker's environment, arguments or ConfigMaps.",
  remediation:
    "Put them in a Secret; mount the Erlang cookie and copy it to .erlang.cookie with mode 0400 in an init container.",
  kinds: ["ConfigMap", ...workloadKinds],
  joins: ["Secret"],
  settings: {
    cookieInEnvironment: {
      type: "string",
      enum: ["refused", "accepted"],
      default: "refused",
      description: "Whether the Erlang cookie may come from a Secret through a variable.",
    },
  },
  check: checkBrokerSecrets,
};
