import { checkEncryptedListeners, encryptedListenersRule } from "../checks/listeners";
import { serverKinds } from "../checks/workload";
import type { Rule } from "./rule";

export const encryptedListeners: Rule = {
  ...encryptedListenersRule,
  title: "Listeners are encrypted",
  description: "Brokers listen with TLS, but for what only their own pod can reach.",
  remediation:
    "Use SSL or SASL_SSL in Kafka's listener.security.protocol.map, listeners.ssl in rabbitmq.conf, secureClientPort in zoo.cfg.",
  kinds: serverKinds,
  level: "advisory",
  joins: ["ConfigMap", "Secret"],
  settings: {},
  check: checkEncryptedListeners,
};
