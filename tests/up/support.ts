import type { Options } from "../../up/args";
import type { Situation } from "../../up/situation";

/** Everything is there: a cluster, a passphrase, the CLI, somebody to ask. */
export const ready: Situation = {
  stacks: ["dev", "prod"],
  stackFile: { ownKubeconfig: false },
  packBuilt: true,
  kubeconfigPath: "/home/me/.kube/config",
  target: { kind: "cluster", context: "kind-messaging", server: "https://127.0.0.1:6443", proxied: false },
  reachable: true,
  passphrase: "given",
  cli: "path",
  terminal: true,
  localBackend: "file:///project/.messaging/state",
};

/** `npm run up -- --stack dev`. */
export const up: Options = { command: "up", stack: "dev", yes: false, rest: [] };
