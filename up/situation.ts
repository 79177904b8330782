import type { Target } from "./kubeconfig";

/** How the Pulumi CLI is run: from the PATH, or where there is none as its npm package. */
export type Cli = "path" | "npm";

/** The passphrase that encrypts the secrets of a state which no service keeps. */
export type Passphrase = "given" | "missing" | { unreadableFile: string };

/** What the stack file says that matters here. */
export interface StackFile {
  /** `kubernetes:context` */
  context?: string;
  /** `kubernetes:kubeconfig` is set: the cluster is named in there. */
  ownKubeconfig: boolean;
  /** `secretsprovider`: a key service, or the passphrase when undefined. */
  secretsProvider?: string;
}

/** All that a decision depends on, looked up before anything runs. */
export interface Situation {
  /** Stacks that have a file, sorted. */
  stacks: string[];
  /** Of the stack that is asked for; undefined when it has no file. */
  stackFile?: StackFile;
  /** `policies/bin/index.js` is there. */
  packBuilt: boolean;
  /** Where the kubeconfig is looked for, for people. */
  kubeconfigPath: string;
  target: Target;
  /** Whether the cluster's API server takes connections; true where only Pulumi can tell. */
  reachable: boolean;
  /** Backend that Pulumi is logged in to or told to use; undefined when there is none. */
  backend?: string;
  passphrase: Passphrase;
  cli: Cli;
  /** Somebody can be asked. */
  terminal: boolean;
  /** Backend to use when there is none. */
  localBackend: string;
}
