import { LocalWorkspace, type Stack as EngineStack } from "@pulumi/pulumi/automation";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Deployer } from "./deployer";
import { diagnose } from "./diagnose";
import { root, type Stack } from "./stack";

/** Runs the Pulumi engine through the Automation API, with a local file backend beside the stack file. */
export class PulumiDeployer implements Deployer {
  readonly name = "pulumi";

  async up(stack: Stack): Promise<string> {
    const said: string[] = [];
    const engine = await this.select(stack);
    try {
      const policyPacks = [join(root, "policies")];
      await engine.up({ color: "never", policyPacks, onError: (text) => said.push(text) });
    } catch (error) {
      throw new Error(`${String(error)}\n${await diagnose(stack.namespace)}`);
    }
    return said.join("");
  }

  async destroy(stack: Stack): Promise<void> {
    await (await this.select(stack)).destroy({ color: "never" });
  }

  private select(stack: Stack): Promise<EngineStack> {
    const backend = join(stack.directory, "state");
    mkdirSync(backend, { recursive: true });
    const envVars = { PULUMI_BACKEND_URL: `file://${backend}`, PULUMI_CONFIG_PASSPHRASE: "cluster-test" };
    return LocalWorkspace.createOrSelectStack({ stackName: stack.name, workDir: stack.directory }, { envVars });
  }
}
