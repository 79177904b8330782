import type { Options } from "./args";
import type { Target } from "./kubeconfig";
import type { Situation } from "./situation";

/** The first thing that is missing, in one sentence with its remedy; undefined when nothing is. */
export function refusal(options: Options, situation: Situation): string | undefined {
  return (
    projectRefusal(options, situation) ??
    targetRefusal(options, situation, situation.target) ??
    passphraseRefusal(situation) ??
    terminalRefusal(options, situation)
  );
}

function projectRefusal({ stack, command }: Options, { stacks, stackFile, packBuilt }: Situation): string | undefined {
  if (!stackFile) {
    const known = stacks.length > 0 ? `the stacks here are ${stacks.join(", ")}` : "there are no stacks here";
    return `There is no Pulumi.${stackName(stack)}.yaml: ${known}.`;
  }
  if (!packBuilt && (command === "up" || command === "preview")) {
    return "The policy pack is not built (policies/bin/index.js is missing): run npm run prepare.";
  }
  return undefined;
}

function targetRefusal({ stack }: Options, situation: Situation, target: Target): string | undefined {
  const without = `npm start -- --stack ${stackName(stack)} plans without a cluster`;
  switch (target.kind) {
    case "no-file":
      return `There is no kubeconfig at ${situation.kubeconfigPath}: set KUBECONFIG to that of your cluster; ${without}.`;
    case "not-a-kubeconfig":
      return `${target.path} is not a kubeconfig: set KUBECONFIG to that of your cluster; ${without}.`;
    case "no-current-context":
      return `The kubeconfig has no current context: choose one by kubectl config use-context NAME; ${without}.`;
    case "unknown-context": {
      const known = target.known.length > 0 ? `it has ${target.known.join(", ")}` : "it has none";
      return `The kubeconfig does not say where the context ${target.context} leads (${known}): correct KUBECONFIG, the current context or kubernetes:context in Pulumi.${stackName(stack)}.yaml.`;
    }
    case "cluster":
      if (situation.reachable) return undefined;
      return `The cluster of context ${target.context} does not answer at ${target.server}: start it or choose another context; ${without}.`;
    case "in-stack-config":
      return undefined;
  }
}

function passphraseRefusal({ backend, stackFile, passphrase }: Situation): string | undefined {
  if (passphrase === "given" || !needsPassphrase(backend, stackFile?.secretsProvider)) return undefined;
  if (passphrase === "missing") {
    return "PULUMI_CONFIG_PASSPHRASE is not set, and the state encrypts its secrets with it: set it, or PULUMI_CONFIG_PASSPHRASE_FILE, to a passphrase that you keep, or log in by pulumi login.";
  }
  return `PULUMI_CONFIG_PASSPHRASE_FILE names ${passphrase.unreadableFile}, which cannot be read: correct the path or set PULUMI_CONFIG_PASSPHRASE.`;
}

/** A state in files or a bucket has no service that keeps its key; without a key service the passphrase is the key. */
function needsPassphrase(backend: string | undefined, secretsProvider: string | undefined): boolean {
  const service = backend !== undefined && /^https?:/.test(backend);
  return secretsProvider === undefined ? !service : secretsProvider === "passphrase";
}

function terminalRefusal({ command, yes }: Options, { terminal }: Situation): string | undefined {
  if (yes || terminal || command === "preview") return undefined;
  return `Without a terminal nobody can be asked: add --yes to npm run ${command}.`;
}

/** Said when there is no Pulumi CLI on the PATH and its npm package fails. */
export const noCli =
  "The Pulumi CLI is not on the PATH, and its npm package could not bring it: install it as https://www.pulumi.com/docs/install tells, or give this machine access to the npm registry and to get.pulumi.com.";

/** `dev` of `organization/dev`. */
export function stackName(stack: string): string {
  return stack.slice(stack.lastIndexOf("/") + 1);
}
