import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { PlanDeployer } from "./deploy-apply";
import { PulumiDeployer } from "./deploy-pulumi";
import type { Stack } from "./stack";

/** Brings a stack to the cluster and takes it away. */
export interface Deployer {
  readonly name: "pulumi" | "apply";
  /**
   * Deploys the stack's present config and waits until it serves.
   * @returns what the deployment said on its error output
   */
  up(stack: Stack): Promise<string>;
  /** Removes everything that the stack deployed. */
  destroy(stack: Stack): Promise<void>;
}

/** What the Pulumi engine needs for this project. */
const engine = [
  "pulumi",
  "pulumi-language-nodejs",
  "pulumi-resource-kubernetes",
  "pulumi-resource-random",
  "pulumi-resource-tls",
];

function onPath(binary: string): boolean {
  return (process.env["PATH"] ?? "").split(delimiter).some((directory) => {
    try {
      accessSync(join(directory, binary), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** `pulumi` where its CLI and the provider plugins are on the PATH, else `apply`. */
export function chooseDeployer(): Deployer {
  return engine.every(onPath) ? new PulumiDeployer() : new PlanDeployer();
}

/** The deployer of this run. */
export const deployer = chooseDeployer();
