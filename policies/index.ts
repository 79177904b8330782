import { PolicyPack } from "@pulumi/policy";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { customKinds } from "../checks/custom/expand";
import { kindOfToken } from "../checks/kind";
import { loadConfig, type RuleConfig } from "./config";
import { refuseMisnamedConfig } from "./given-config";
import { rules } from "./list";
import { readOnce } from "./once";
import { toPolicy } from "./policy";
import { wrapHandlers } from "./server";

const kinds = new Set([...customKinds, ...rules.flatMap((rule) => [...rule.kinds, ...(rule.joins ?? [])])]);
wrapHandlers(
  refuseMisnamedConfig(rules),
  readOnce((type) => kinds.has(kindOfToken(type))),
);
const config = configOfStack();
const policies = rules.map((rule) => toPolicy(rule, config[rule.id] as RuleConfig));
new PolicyPack("messaging", { enforcementLevel: "mandatory", policies }, config);

/** The CLI's language host tells the stack's name in the environment; it is the same for a server that is started alone. */
function configOfStack(): Record<string, RuleConfig> {
  // The bundle is one folder below.
  const directory = existsSync(join(__dirname, "PulumiPolicy.yaml")) ? __dirname : dirname(__dirname);
  try {
    return loadConfig(directory, process.env["PULUMI_NODEJS_STACK"] ?? process.env["PULUMI_STACK"], rules);
  } catch (error) {
    // Nothing but the port may stand on stdout.
    console.error((error as Error).message);
    process.exit(1);
  }
}
